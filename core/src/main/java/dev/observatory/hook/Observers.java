package dev.observatory.hook;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a hook at one moment, in the order in which they run. Immutable to those who read it.
 *
 * <p>Successive states share one array where they can: a state sees only the places below its own size, and the next place
 * is given away once, by compare-and-set on the number of places used. Closed connections stay in place until they are more
 * than the open ones, so that closing many costs each a constant time on average.
 */
final class Observers<L> {
    private static final int SMALL = 16;

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static final Observers<?> NONE = new Observers(new Connection[0], new AtomicInteger(), 0, 0);

    final Connection<L>[] items;
    final int size;
    private final AtomicInteger used;
    private final int closed;

    private Observers(Connection<L>[] items, AtomicInteger used, int size, int closed) {
        this.items = items;
        this.used = used;
        this.size = size;
        this.closed = closed;
    }

    @SuppressWarnings("unchecked")
    static <L> Observers<L> none() {
        return (Observers<L>) NONE;
    }

    boolean isEmpty() {
        return size == closed;
    }

    @Nullable
    Connection<L> find(L observer) {
        for (int i = 0; i < size; i++) {
            if (items[i].observer == observer) {
                return items[i];
            }
        }
        return null;
    }

    Observers<L> with(Connection<L> added) {
        boolean isLast = size == 0 || items[size - 1].priority() >= added.priority();
        if (!isLast) {
            return inserted(added);
        }
        if (size < items.length && used.compareAndSet(size, size + 1)) {
            items[size] = added;
            return new Observers<>(items, used, size + 1, closed);
        }
        Connection<L>[] larger = Arrays.copyOf(items, Math.max(size + 1, size + (size >> 1)));
        Arrays.fill(larger, size, larger.length, null);
        larger[size] = added;
        return new Observers<>(larger, new AtomicInteger(size + 1), size + 1, closed);
    }

    /** Before the first that has a lower priority, after all others. */
    private Observers<L> inserted(Connection<L> added) {
        int at = 0;
        while (items[at].priority() >= added.priority()) {
            at++;
        }
        Connection<L>[] larger = Arrays.copyOf(items, size + 1);
        System.arraycopy(items, at, larger, at + 1, size - at);
        larger[at] = added;
        return new Observers<>(larger, new AtomicInteger(size + 1), size + 1, closed);
    }

    /** After one more of these connections was closed. */
    Observers<L> without(Connection<L> closing) {
        int nowClosed = closed + 1;
        if (nowClosed == size) {
            return none();
        }
        if (size > SMALL && nowClosed * 2 <= size) {
            return new Observers<>(items, used, size, nowClosed);
        }
        return compacted(closing, nowClosed);
    }

    /**
     * Drops the closed connections. One whose closing was counted by another thread this very moment, but which does not say
     * so yet, stays, and stays counted, until the next time.
     */
    private Observers<L> compacted(Connection<L> closing, int nowClosed) {
        Connection<L>[] kept = Arrays.copyOf(items, size);
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (items[i] != closing && !items[i].isCounted()) {
                kept[next++] = items[i];
            }
        }
        Arrays.fill(kept, next, size, null);
        return new Observers<>(kept, new AtomicInteger(next), next, nowClosed - (size - next));
    }
}
