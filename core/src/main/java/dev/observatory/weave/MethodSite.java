package dev.observatory.weave;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The call site at the beginning of a woven method. Its token is the {@link dev.observatory.event.EventCall}. */
final class MethodSite extends ObservationSite {
    private static final MethodHandle BEGIN = Handles.virtual(MethodSite.class, "begin", Object.class, Object[].class);

    private final EventPoint event;
    private final boolean hasTarget;
    /** Set before the first call is observed: events that are never observed have no hooks. */
    private @Nullable Object hooks;

    MethodSite(MethodType type, EventPoint event, boolean hasTarget) {
        super(type);
        this.event = event;
        this.hasTarget = hasTarget;
    }

    @Override
    MethodHandle makeLive() {
        EventWeaving.prepare(event);
        hooks = EventWeaving.hooksOf(event);
        int arguments = type().parameterCount() - (hasTarget ? 1 : 0);
        MethodHandle begin = BEGIN.bindTo(this).asCollector(Object[].class, 1 + arguments);
        return (hasTarget ? begin : MethodHandles.insertArguments(begin, 0, (Object) null)).asType(type());
    }

    @Nullable
    Object begin(@Nullable Object[] operands) {
        try {
            return EventWeaving.begin(requireNonNull(hooks), operands);
        } catch (Throwable failure) {
            // Observers are isolated further in, so the library itself fails, or the JVM is out of stack or memory.
            ObserverErrors.report(event.toString(), this, failure);
            return null;
        }
    }
}
