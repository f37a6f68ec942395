package dev.observatory.micrometer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A tag of calls that becomes one of meters, with a limit of its values. Safe from any thread. */
final class TagLimit {
    private static final String OTHER = "other";
    private static final String NONE = "none";

    private final String key;
    private final int maxValues;
    private final Map<String, Boolean> values = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    TagLimit(String key, int maxValues) {
        if (maxValues <= 0) {
            throw new IllegalArgumentException(
                    "The number of values of tag [" + key + "] must be positive: " + maxValues);
        }
        this.key = key;
        this.maxValues = maxValues;
    }

    String key() {
        return key;
    }

    /** Returns the value for a meter. */
    String valueOf(@Nullable Object value) {
        if (value == null) {
            return NONE;
        }
        String text = value.toString();
        if (values.containsKey(text)) {
            return text;
        }
        if (count.get() < maxValues && values.putIfAbsent(text, true) == null && count.incrementAndGet() > maxValues) {
            values.remove(text); // Another thread was faster.
        }
        if (values.containsKey(text)) {
            return text;
        }
        if (hasWarned.compareAndSet(false, true)) {
            System.getLogger("dev.observatory")
                    .log(
                            System.Logger.Level.WARNING,
                            "Tag [" + key + "] has more than " + maxValues
                                    + " values: calls with further ones are timed as [" + OTHER
                                    + "] (this is logged once)");
        }
        return OTHER;
    }
}
