package dev.observatory.weave;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.AttributeWeaving;
import dev.observatory.hook.ObserverErrors;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Just before a woven field write. The token is a {@link Write} that remembers the old value. */
final class FieldSite extends ObservationSite {
    private static final MethodHandle BEFORE = Handles.virtual(FieldSite.class, "before", Object.class, Object.class);

    private final Attribute<?> attribute;
    private final MethodHandle getter;

    /**
     * Makes a site.
     *
     * @param getter reads the field as (Object)Object, whether it is static or not
     */
    FieldSite(MethodType type, Attribute<?> attribute, MethodHandle getter) {
        super(type);
        this.attribute = attribute;
        this.getter = getter;
    }

    @Override
    MethodHandle makeLive() {
        MethodHandle before = BEFORE.bindTo(this);
        boolean isStatic = type().parameterCount() == 0;
        return isStatic ? MethodHandles.insertArguments(before, 0, (Object) null) : before;
    }

    @Nullable
    Object before(@Nullable Object instance) {
        try {
            return new Write(attribute, instance, getter.invokeExact(instance));
        } catch (NullPointerException nullInstance) {
            return null; // The program's own write throws this next, with the message that it would have had.
        } catch (Throwable failure) {
            ObserverErrors.report(attribute.toString(), this, failure);
            return null;
        }
    }

    /** One write that is under way. */
    record Write(
            Attribute<?> attribute,
            @Nullable Object instance,
            @Nullable Object oldValue) {

        void done(@Nullable Object newValue) {
            try {
                AttributeWeaving.emit(attribute, instance, oldValue, newValue);
            } catch (Throwable failure) {
                ObserverErrors.report(attribute.toString(), this, failure);
            }
        }
    }
}
