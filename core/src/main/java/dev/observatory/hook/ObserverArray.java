package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.LateObservers;
import dev.observatory.runtime.Requirement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of a hook: its connections at one moment, in the order in which they are called. Immutable for readers.
 *
 * <p>Successive states share one array where possible: a state reads only the elements below its own size, and the next
 * element is claimed once, by compare-and-set on the number of elements used. Closed connections stay in place until they
 * outnumber the open ones, so that closing takes amortized constant time.
 *
 * <p>A flattened state also has the observers in an array of their own, which is all that an emission reads. The first
 * emission after a change creates it: that emission visits all observers anyway, and connecting and closing many observers
 * costs nothing more.
 */
final class ObserverArray<L> implements LateObservers.EmptyState {
    private static final int SMALL = 16;

    final Connection<L>[] items;
    final int size;

    /**
     * The observers of {@link #items}, at the same indexes; null unless all are open and called directly. The component type is
     * the one that emissions call, so that they need no cast per element.
     *
     * <p>Changes in the shared empty state only: null there while observers wait to be connected, so that emissions without an
     * observer connect them first. Written under the lock of {@link LateObservers}, and read without one: the thread that loads
     * the class of such observers sees its own change, and no emission of another thread is ordered after the loading otherwise.
     */
    L @Nullable [] plain;

    /** The observers of the empty state while none waits to be connected; null in other states. */
    private L @Nullable [] empty;

    /** How many open connections require what; see {@link Requirement#count}. */
    private final long counts;

    private final AtomicInteger used;
    private final int closed;
    private final boolean isConfigured;
    private final ObserverArray<L> none;

    private ObserverArray(
            Connection<L>[] items,
            L @Nullable [] plain,
            AtomicInteger used,
            int size,
            int closed,
            boolean isConfigured,
            long counts,
            @Nullable ObserverArray<L> none) {
        this.items = items;
        this.plain = plain;
        this.used = used;
        this.size = size;
        this.closed = closed;
        this.isConfigured = isConfigured;
        this.counts = counts;
        this.none = none == null ? this : none;
    }

    /**
     * Returns the empty, flattened state.
     *
     * @param empty an array of the type that {@link #plain} is to have
     */
    @SuppressWarnings({"rawtypes", "unchecked"})
    static <L> ObserverArray<L> none(L[] empty) {
        ObserverArray<L> none =
                new ObserverArray<>(new Connection[0], empty, new AtomicInteger(), 0, 0, false, 0, null);
        none.empty = empty;
        LateObservers.add(none);
        return none;
    }

    @Override
    public void setWaiting(boolean areObserversWaiting) {
        plain = areObserversWaiting ? null : empty;
    }

    boolean isEmpty() {
        return size == closed;
    }

    /** Returns what any observer may read. */
    int required() {
        return Requirement.ofAll(counts);
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

    /** Returns the first connection whose observer fulfils a condition; null if none does. */
    @Nullable
    Connection<L> findFirst(Predicate<? super L> condition) {
        for (int i = 0; i < size; i++) {
            L observer = items[i].observer;
            if (observer != null && condition.test(observer)) {
                return items[i];
            }
        }
        return null;
    }

    boolean contains(Connection<L> connection) {
        for (int i = 0; i < size; i++) {
            if (items[i] == connection) {
                return true;
            }
        }
        return false;
    }

    ObserverArray<L> with(Connection<L> added) {
        boolean isLast = size == 0 || items[size - 1].priority() >= added.priority();
        if (!isLast) {
            return inserted(added);
        }
        if (size < items.length && used.compareAndSet(size, size + 1)) {
            items[size] = added;
            return new ObserverArray<>(
                    items,
                    null,
                    used,
                    size + 1,
                    closed,
                    isConfigured || !added.isPlain,
                    counts + Requirement.count(added.required),
                    none);
        }
        Connection<L>[] larger = Arrays.copyOf(items, Math.max(size + 1, size + (size >> 1)));
        Arrays.fill(larger, size, larger.length, null);
        larger[size] = added;
        return unshared(
                larger, size + 1, closed, isConfigured || !added.isPlain, counts + Requirement.count(added.required));
    }

    /** Returns the state with a connection inserted before the first one of lower priority. */
    private ObserverArray<L> inserted(Connection<L> added) {
        int at = 0;
        while (items[at].priority() >= added.priority()) {
            at++;
        }
        Connection<L>[] larger = Arrays.copyOf(items, size + 1);
        System.arraycopy(items, at, larger, at + 1, size - at);
        larger[at] = added;
        return unshared(
                larger, size + 1, closed, isConfigured || !added.isPlain, counts + Requirement.count(added.required));
    }

    private ObserverArray<L> unshared(
            Connection<L>[] fresh, int newSize, int newClosed, boolean newConfigured, long newCounts) {
        return new ObserverArray<>(
                fresh, null, new AtomicInteger(newSize), newSize, newClosed, newConfigured, newCounts, none);
    }

    /** Returns the state after one more of these connections was closed. */
    ObserverArray<L> without(Connection<L> closing) {
        int nowClosed = closed + 1;
        long nowCounts = counts - Requirement.count(closing.required);
        if (nowClosed == size) {
            return none;
        }
        if (size > SMALL && nowClosed * 2 <= size) {
            return new ObserverArray<>(items, null, used, size, nowClosed, isConfigured, nowCounts, none);
        }
        return compacted(closing, nowClosed, nowCounts);
    }

    /**
     * Makes the emissions in progress in this state test each remaining connection before they call its observer: replaces
     * the elements that they have not read yet. A thread that learns of a closing sees the elements written before.
     */
    void guard(Hook<L> hook) {
        L[] bare = plain;
        if (bare != null) {
            for (int i = 0; i < bare.length; i++) {
                bare[i] = hook.guarded(items[i], OpenCheck.unwrap(bare[i]));
            }
        }
    }

    /** Returns an equal state; to replace this one, so that emissions in progress test which connections are open. */
    ObserverArray<L> copy() {
        return new ObserverArray<>(items, null, used, size, closed, isConfigured, counts, none);
    }

    /** Returns a flattened state of the same open connections; this state itself if flattening is not possible now or at all. */
    ObserverArray<L> flattened() {
        if (closed != 0) {
            ObserverArray<L> tidy = compacted(null, closed, counts);
            return tidy.closed == 0 ? tidy.flattened() : this;
        }
        if (plain != null || isConfigured) {
            return this;
        }
        if (size == 0) {
            return none;
        }
        L[] bare = Arrays.copyOf(requireNonNull(none.empty), size);
        for (int i = 0; i < size; i++) {
            L observer = items[i].observer;
            if (observer == null) {
                return this; // Being closed: not counted as closed yet, but possibly known to other threads.
            }
            bare[i] = observer;
        }
        return new ObserverArray<>(items, bare, used, size, 0, false, counts, none);
    }

    /**
     * Returns the state without the closed connections. A connection that another thread has just counted as closed, but not
     * marked as removed yet, remains, and remains counted, until the next time.
     */
    private ObserverArray<L> compacted(@Nullable Connection<L> closing, int nowClosed, long nowCounts) {
        Connection<L>[] kept = Arrays.copyOf(items, size);
        boolean keptConfigured = false;
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (items[i] != closing && !items[i].isRemoved()) {
                keptConfigured |= !items[i].isPlain;
                kept[next++] = items[i];
            }
        }
        Arrays.fill(kept, next, size, null);
        return unshared(kept, next, nowClosed - (size - next), keptConfigured, nowCounts);
    }
}
