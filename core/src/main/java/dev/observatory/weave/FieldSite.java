package dev.observatory.weave;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.AttributeWeaving;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Just before a woven field write. The token is a {@link Write} that remembers the old value. */
final class FieldSite extends ObservationSite {
    private static final MethodHandle BEGIN =
            Handles.virtual(FieldSite.class, "begin", Object.class, Object.class, Object.class);
    private static final MethodHandle NOTHING = MethodHandles.constant(Object.class, null);
    private static final MethodHandle NOT_READ =
            MethodHandles.dropArguments(NOTHING, 0, NullPointerException.class, Object.class);

    private final boolean isStatic;
    private final boolean inConstruction;
    private final Attribute<?> attribute;
    private final MethodHandle getter;

    /**
     * Makes a site.
     *
     * @param getter reads the field, given the object unless the field is static
     */
    FieldSite(MethodType type, boolean isStatic, boolean inConstruction, Attribute<?> attribute, MethodHandle getter) {
        super(type);
        this.isStatic = isStatic;
        this.inConstruction = inConstruction;
        this.attribute = attribute;
        this.getter = getter;
    }

    /**
     * Reads the old value, then begins; one constant handle, which the JIT inlines whole. A null object begins nothing: the
     * program's own write throws for it next, with the message that it would have had. Nor does a JVM that has no memory
     * left for the old value and the token.
     */
    @Override
    MethodHandle makeLive() {
        Class<?> valueType = getter.type().returnType();
        MethodHandle begin = BEGIN.bindTo(this).asType(MethodType.methodType(Object.class, valueType, Object.class));
        MethodHandle notBegun =
                MethodHandles.dropArguments(NOTHING, 0, VirtualMachineError.class, valueType, Object.class);
        MethodHandle guarded = MethodHandles.catchException(begin, VirtualMachineError.class, notBegun);
        if (isStatic) {
            return MethodHandles.foldArguments(MethodHandles.insertArguments(guarded, 1, (Object) null), getter);
        }
        MethodHandle read = getter.asType(MethodType.methodType(valueType, Object.class));
        MethodHandle readAndBegin = MethodHandles.foldArguments(guarded, read);
        return MethodHandles.catchException(readAndBegin, NullPointerException.class, NOT_READ);
    }

    /** As the live handle does, for code that has no call site. */
    @Nullable
    Object begin(@Nullable Object target) throws Throwable {
        if (isStatic) {
            return begin(getter.invoke(), null);
        }
        return target == null ? null : begin(getter.invoke(target), target);
    }

    Object begin(@Nullable Object oldValue, @Nullable Object target) {
        return new Write(this, target, oldValue);
    }

    /** One write that is under way. */
    record Write(
            FieldSite site,
            @Nullable Object target,
            @Nullable Object oldValue) {

        void done(@Nullable Object newValue) {
            AttributeWeaving.emit(site.attribute, target, oldValue, newValue, site.inConstruction);
        }
    }
}
