package dev.observatory.event.loop;

import java.util.Collection;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * Counts the items of a tracked loop.
 *
 * <p>The count may execute code of the application, which a loop without observers never does: {@link Collection#size()} can be a
 * database query. So it is called only while progress is observed, on the thread of the loop, at most once per loop, and not if the
 * program has stated the number; and what it throws means that the number is unknown.
 *
 * @param items a {@link Collection}, a {@link Spliterator} that has not been advanced, or the number itself as a {@link Long}; null
 *     if the items cannot be counted
 */
record ItemCount(@Nullable Object items) {
    static final ItemCount UNKNOWN = new ItemCount(null);

    /** Returns whether the number remains the same while the loop advances. */
    boolean isStable() {
        return !(items instanceof Spliterator<?>);
    }

    /** Returns the number of items; −1 if it is unknown. */
    long orUnknown() {
        if (items instanceof Long stated) {
            return stated;
        }
        try {
            if (items instanceof Collection<?> collection) {
                int size = collection.size();
                return size == Integer.MAX_VALUE ? -1 : Math.max(-1, size); // The maximum stands for any larger number.
            }
            return items instanceof Spliterator<?> source ? Math.max(-1, source.getExactSizeIfKnown()) : -1;
        } catch (Throwable notOffered) {
            return -1;
        }
    }
}
