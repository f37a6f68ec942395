package dev.observatory.weave;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Where a woven method begins. The token is the {@link dev.observatory.event.EventCall}. */
final class MethodSite extends ObservationSite {
    private static final MethodHandle BEGIN =
            Handles.virtual(MethodSite.class, "begin", Object.class, Object.class, Object[].class);

    private final EventPoint event;
    private final boolean hasTarget;

    MethodSite(MethodType type, EventPoint event, boolean hasTarget) {
        super(type);
        this.event = event;
        this.hasTarget = hasTarget;
    }

    @Override
    MethodHandle makeLive() {
        EventWeaving.prepare(event);
        MethodHandle begin = BEGIN.bindTo(this);
        MethodHandle onTarget = hasTarget ? begin : MethodHandles.insertArguments(begin, 0, (Object) null);
        int arguments = type().parameterCount() - (hasTarget ? 1 : 0);
        return onTarget.asCollector(Object[].class, arguments).asType(type());
    }

    @Nullable
    Object begin(@Nullable Object target, @Nullable Object[] args) {
        try {
            return EventWeaving.begin(event, target, args);
        } catch (Throwable failure) {
            // Observers are isolated further in: this is the library itself, or a JVM out of stack or memory.
            ObserverErrors.report(event.toString(), this, failure);
            return null;
        }
    }
}
