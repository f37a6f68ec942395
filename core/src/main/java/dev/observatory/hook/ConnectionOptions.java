package dev.observatory.hook;

import dev.observatory.runtime.Requirement;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The options of one connection; set by {@link ConnectionBuilder}, then copied to the connection and never changed. */
final class ConnectionOptions implements Cloneable {
    @Nullable
    String name;

    boolean once;
    boolean withStatistics;
    /** What the observer may read, of {@link Requirement}. */
    int required = Requirement.ALL;

    int priority;

    @Nullable
    Object filter;

    @Nullable
    Executor executor;

    @Nullable
    WeakReference<Object> owner;

    @Nullable
    Duration throttle;

    @Nullable
    ScheduledExecutorService throttleTimer;

    @Nullable
    Duration debounce;

    @Nullable
    ScheduledExecutorService timer;

    /** Returns whether the observer is called later, on a timer's or an executor's thread. */
    boolean isDeferred() {
        return debounce != null || executor != null;
    }

    /** Returns whether emissions call the observer directly: the options only say what it does not read. */
    boolean allowDirectCalls() {
        boolean hasCondition = once || filter != null || owner != null || throttle != null;
        return !hasCondition && !isDeferred() && priority == 0 && name == null && !withStatistics;
    }

    boolean isOwnerCollected() {
        return owner != null && owner.refersTo(null);
    }

    ConnectionOptions copy() {
        try {
            return (ConnectionOptions) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Returns a description of an observer that is called directly. */
    static String describe(int required) {
        StringJoiner text = new StringJoiner(", ");
        addUnread(text, required);
        return text.toString();
    }

    private static void addUnread(StringJoiner text, int required) {
        if ((required & Requirement.TIMES) == 0) {
            text.add("untimed");
        }
        if ((required & Requirement.ARGUMENTS) == 0) {
            text.add("without arguments");
        }
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        if (once) {
            text.add("once");
        }
        if (priority != 0) {
            text.add("priority " + priority);
        }
        if (filter != null) {
            text.add("filtered");
        }
        if (executor != null) {
            text.add("on executor");
        }
        if (owner != null) {
            text.add("weak");
        }
        if (throttle != null) {
            text.add("throttled " + throttle + (throttleTimer == null ? "" : " with the latest value at its end"));
        }
        if (debounce != null) {
            text.add("debounced " + debounce);
        }
        addUnread(text, required);
        return text.toString();
    }
}
