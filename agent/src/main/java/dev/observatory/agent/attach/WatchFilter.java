package dev.observatory.agent.attach;

import dev.observatory.agent.library.CallView;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.WatchOption;
import org.jspecify.annotations.Nullable;

/** Decides which of the calls of a watch are reported. */
final class WatchFilter {
    private final long minNanos;
    private final boolean failuresOnly;
    private final String typeName;

    WatchFilter(Request.Watch request) {
        this.minNanos = request.minNanos();
        this.failuresOnly = request.has(WatchOption.FAILURES_ONLY);
        this.typeName = request.instanceOf();
    }

    /** Returns whether the decision depends on the objects that methods are called on. */
    boolean readsTargets() {
        return !typeName.isEmpty();
    }

    /** Returns whether a call that begins may be accepted when it ends. */
    boolean mayAccept(CallView call) {
        Object target = call.target(); // Not known yet while a constructor runs.
        return typeName.isEmpty() || target == null || isOfType(target);
    }

    boolean accepts(CallView call) {
        return (minNanos == 0 || call.nanos() >= minNanos)
                && (!failuresOnly || call.exception() != null)
                && (typeName.isEmpty() || isOfType(call.target()));
    }

    /** Compares names, full or simple, of the class and its supertypes; executes no code of the program. */
    private boolean isOfType(@Nullable Object target) {
        return target != null && isType(target.getClass());
    }

    private boolean isType(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        String name = type.getName();
        if (name.equals(typeName) || name.endsWith("." + typeName) || name.endsWith("$" + typeName)) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isType(implemented)) {
                return true;
            }
        }
        return isType(type.getSuperclass());
    }
}
