package dev.observatory.weave;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.AttributeWeaving;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The call site before a woven field write. Its token is a {@link Write} with the old value. */
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
     * Creates a site.
     *
     * @param getter reads the field of an object, or takes no argument if the field is static
     */
    FieldSite(MethodType type, boolean isStatic, boolean inConstruction, Attribute<?> attribute, MethodHandle getter) {
        super(type);
        this.isStatic = isStatic;
        this.inConstruction = inConstruction;
        this.attribute = attribute;
        this.getter = getter;
    }

    /**
     * Reads the old value and creates the token, in one constant handle that the JIT inlines completely. A null object gives no token:
     * the write itself throws next, with its original message. Neither does a JVM without memory for the old value and the token.
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

    /** Does what the live handle does, for code that has no call site. */
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

    /** One write in progress. */
    record Write(
            FieldSite site,
            @Nullable Object target,
            @Nullable Object oldValue) {

        void done(@Nullable Object newValue) {
            AttributeWeaving.emit(site.attribute, target, oldValue, newValue, site.inConstruction);
        }
    }
}
