package dev.observatory.hook;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** How one observer wants to be called; filled in by {@link ConnectionBuilder}, then handed to the connection and left alone. */
final class ConnectionOptions implements Cloneable {
    @Nullable
    String name;

    boolean once;
    boolean counted;
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
    Duration debounce;

    @Nullable
    ScheduledExecutorService debounceTimer;

    ConnectionOptions copy() {
        try {
            return (ConnectionOptions) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(", ");
        if (once) {
            words.add("once");
        }
        if (priority != 0) {
            words.add("priority " + priority);
        }
        if (filter != null) {
            words.add("filtered");
        }
        if (executor != null) {
            words.add("on executor");
        }
        if (owner != null) {
            words.add("weak");
        }
        if (throttle != null) {
            words.add("throttled " + throttle);
        }
        if (debounce != null) {
            words.add("debounced " + debounce);
        }
        return words.toString();
    }
}
