package dev.observatory.agent.attach;

import dev.observatory.agent.wire.Request;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which of the events of a watch are worth telling. */
final class WatchFilter {
    private final long minNanos;
    private final boolean failuresOnly;
    private final String typeName;

    WatchFilter(Request.Watch request) {
        this.minNanos = request.minNanos();
        this.failuresOnly = request.failuresOnly();
        this.typeName = request.instanceOf();
    }

    boolean takes(Function<String, @Nullable Object> event) {
        return (minNanos == 0 || nanos(event) >= minNanos)
                && (!failuresOnly || event.apply("exception") != null)
                && (typeName.isEmpty() || isOfType(event.apply("target")));
    }

    static long nanos(Function<String, @Nullable Object> event) {
        return event.apply("nanos") instanceof Number number ? number.longValue() : 0;
    }

    /** By name, full or simple, among the class and its super types; none of them is asked to do anything. */
    boolean isOfType(@Nullable Object target) {
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
