package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a hook at one moment, in the order in which they run. Immutable to those who read it.
 *
 * <p>Successive states share one array where they can: a state sees only the places below its own size, and the next place
 * is given away once, by compare-and-set on the number of places used. Closed connections stay in place until they are more
 * than the open ones, so that closing many costs each a constant time on average.
 *
 * <p>A state that is settled also has the bare observers in an array of their own, which is all that an emission reads. It
 * is made by the first emission after a change: that one walks through the observers anyway, and connecting and closing many
 * costs nothing more.
 */
final class ObserverArray<L> {
    private static final int SMALL = 16;

    final Connection<L>[] items;
    final int size;

    /**
     * The observers of {@link #items}, in the same places; null unless all are open and to be called as they are. Of the very
     * type that emissions call, so that they need not ask each element for its type.
     */
    final L @Nullable [] plain;

    private final AtomicInteger used;
    private final int closed;
    private final boolean isTailored;
    private final ObserverArray<L> none;

    private ObserverArray(
            Connection<L>[] items,
            L @Nullable [] plain,
            AtomicInteger used,
            int size,
            int closed,
            boolean isTailored,
            @Nullable ObserverArray<L> none) {
        this.items = items;
        this.plain = plain;
        this.used = used;
        this.size = size;
        this.closed = closed;
        this.isTailored = isTailored;
        this.none = none == null ? this : none;
    }

    /**
     * Nobody; settled.
     *
     * @param empty an array of the type that {@link #plain} is to have
     */
    @SuppressWarnings({"rawtypes", "unchecked"})
    static <L> ObserverArray<L> none(L[] empty) {
        return new ObserverArray<>(new Connection[0], empty, new AtomicInteger(), 0, 0, false, null);
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

    ObserverArray<L> with(Connection<L> added) {
        boolean isLast = size == 0 || items[size - 1].priority() >= added.priority();
        if (!isLast) {
            return inserted(added);
        }
        if (size < items.length && used.compareAndSet(size, size + 1)) {
            items[size] = added;
            return new ObserverArray<>(items, null, used, size + 1, closed, isTailored || !added.isPlain, none);
        }
        Connection<L>[] larger = Arrays.copyOf(items, Math.max(size + 1, size + (size >> 1)));
        Arrays.fill(larger, size, larger.length, null);
        larger[size] = added;
        return unshared(larger, size + 1, closed, isTailored || !added.isPlain);
    }

    /** Before the first that has a lower priority, after all others. */
    private ObserverArray<L> inserted(Connection<L> added) {
        int at = 0;
        while (items[at].priority() >= added.priority()) {
            at++;
        }
        Connection<L>[] larger = Arrays.copyOf(items, size + 1);
        System.arraycopy(items, at, larger, at + 1, size - at);
        larger[at] = added;
        return unshared(larger, size + 1, closed, isTailored || !added.isPlain);
    }

    private ObserverArray<L> unshared(Connection<L>[] fresh, int newSize, int newClosed, boolean newTailored) {
        return new ObserverArray<>(fresh, null, new AtomicInteger(newSize), newSize, newClosed, newTailored, none);
    }

    /** After one more of these connections was closed. */
    ObserverArray<L> without(Connection<L> closing) {
        int nowClosed = closed + 1;
        if (nowClosed == size) {
            return none;
        }
        if (size > SMALL && nowClosed * 2 <= size) {
            return new ObserverArray<>(items, null, used, size, nowClosed, isTailored, none);
        }
        return compacted(closing, nowClosed);
    }

    /**
     * Has emissions that are under way in this state, and not done when it is left, ask each observer's connection. What they
     * have not read yet they will find replaced; a thread that knows of a closing sees what was written before.
     */
    void guard(Hook<L> hook) {
        if (plain != null) {
            for (int i = 0; i < plain.length; i++) {
                plain[i] = hook.guarded(items[i], OpenCheck.bare(plain[i]));
            }
        }
    }

    /** The same connections as another state, so that emissions under way look which of them are still open. */
    ObserverArray<L> again() {
        return new ObserverArray<>(items, null, used, size, closed, isTailored, none);
    }

    /** The same open connections, settled; this very state if that cannot be had, now or ever. */
    ObserverArray<L> settled() {
        if (closed != 0) {
            ObserverArray<L> tidy = compacted(null, closed);
            return tidy.closed == 0 ? tidy.settled() : this;
        }
        if (plain != null || isTailored) {
            return this;
        }
        if (size == 0) {
            return none;
        }
        L[] bare = Arrays.copyOf(requireNonNull(none.plain), size);
        for (int i = 0; i < size; i++) {
            L observer = items[i].observer;
            if (observer == null) {
                return this; // Its closing is not counted yet, but others may know of it.
            }
            bare[i] = observer;
        }
        return new ObserverArray<>(items, bare, used, size, 0, false, none);
    }

    /**
     * Drops the closed connections. One whose closing was counted by another thread this very moment, but which does not say
     * so yet, stays, and stays counted, until the next time.
     */
    private ObserverArray<L> compacted(@Nullable Connection<L> closing, int nowClosed) {
        Connection<L>[] kept = Arrays.copyOf(items, size);
        boolean keptTailored = false;
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (items[i] != closing && !items[i].isCounted()) {
                keptTailored |= !items[i].isPlain;
                kept[next++] = items[i];
            }
        }
        Arrays.fill(kept, next, size, null);
        return unshared(kept, next, nowClosed - (size - next), keptTailored);
    }
}
