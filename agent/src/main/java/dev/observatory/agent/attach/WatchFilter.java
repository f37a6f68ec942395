package dev.observatory.agent.attach;

import dev.observatory.agent.library.CallView;
import dev.observatory.agent.wire.Request;
import org.jspecify.annotations.Nullable;

/** Decides which of the calls of a watch are reported. */
final class WatchFilter {
    private final long minNanos;
    private final boolean failuresOnly;
    private final String typeName;

    WatchFilter(Request.Watch request) {
        this.minNanos = request.minNanos();
        this.failuresOnly = request.failuresOnly();
        this.typeName = request.instanceOf();
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
