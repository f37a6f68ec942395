package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the observers of one collection of its changes, one change at a time, in the order in which they happened.
 *
 * <p>A change that an observer makes is queued until all observers have been notified of the current one. The whole
 * queue is delivered even if observers throw; the first failure is then thrown, with the others suppressed. Only a
 * {@link VirtualMachineError} is thrown at once, and discards the queue.
 *
 * <p>An observer receives what happened after it had connected, whenever that was: not the queued changes that happened
 * before, and of a batch only the rest.
 *
 * @param <C> the family of the changes
 */
final class Delivery<C> {
    private final EventHook<C> changed;
    private final Function<List<C>, C> merge;
    private final Queue<DelayedChange<C>> waiting = new ArrayDeque<>(2);
    // What follows this collection within the library. A hook of its own, so that no pause of the other affects it.
    private @Nullable EventHook<C> views;
    private @Nullable DelayedChange<C> batched;
    private int openBatches;
    private boolean delivering;
    private long recorded;
    private @Nullable Written<C> unfinished;

    /** What a bulk edit has written up to now. */
    interface Written<C> {
        /** Returns the record of what has been written since the last call; null if that is nothing. */
        @Nullable
        PendingChange<C, ?> take();
    }

    Delivery(EventHook<C> changed, Function<List<C>, C> merge) {
        this.changed = changed;
        this.merge = merge;
    }

    /** Returns whether an observer would receive a change of this kind; if not, its record need not be created. */
    boolean isObserved(EventHook<?> kind) {
        return changed.isObserved() || (views != null && views.isObserved()) || (openBatches == 0 && kind.isObserved());
    }

    /** Returns the hook that emits each change before all other hooks, to views of the collection. */
    EventHook<C> views() {
        EventHook<C> known = views;
        if (known == null) {
            known = new EventHook<>(changed.name() + " (views)");
            views = known;
        }
        return known;
    }

    /** Returns how many changes have been recorded, so that a call detects those that were made in the middle of it. */
    long recorded() {
        return recorded;
    }

    /** Returns a mark that differs from an earlier one if an observer of all changes has connected since. */
    Object mark() {
        return views == null ? List.of(changed.mark()) : List.of(changed.mark(), views.mark());
    }

    void deliver(PendingChange<C, ?> pending) {
        if (unfinished == null) {
            deliverInTurn(pending);
        } else {
            deliverAfterUnfinished(pending);
        }
    }

    private void deliverAfterUnfinished(PendingChange<C, ?> pending) {
        Throwable failure = null;
        try {
            deliverUnfinished();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        try {
            deliverInTurn(pending);
        } catch (Throwable thrown) {
            failure = Failures.joined(failure, thrown);
        }
        Failures.throwIfAny(failure);
    }

    private void deliverInTurn(PendingChange<C, ?> pending) {
        recorded++;
        if (openBatches > 0) {
            requireNonNull(batched).add(pending.change(), views);
        } else if (delivering) {
            waiting.add(DelayedChange.waiting(pending, changed, views, merge));
        } else {
            deliverAll(pending, null);
        }
    }

    /**
     * Begins a bulk edit that runs code of the elements between its writes. If that code changes the collection, what
     * has been written by then is delivered first.
     *
     * @param written what the edit has written
     * @return what to pass to {@link #end}
     */
    @Nullable
    Written<C> begin(Written<C> written) {
        Written<C> outer = unfinished;
        if (outer != null) {
            deliverUnfinished();
        }
        unfinished = written;
        return outer;
    }

    void end(@Nullable Written<C> outer) {
        unfinished = outer;
    }

    private void deliverUnfinished() {
        Written<C> present = requireNonNull(unfinished);
        unfinished = null;
        try {
            PendingChange<C, ?> written = present.take();
            if (written != null) {
                deliverInTurn(written);
            }
        } finally {
            unfinished = present;
        }
    }

    void batch(Runnable work) {
        Throwable failure = null;
        if (openBatches++ == 0) {
            batched = DelayedChange.batch(changed, merge);
        }
        try {
            work.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (--openBatches == 0) {
            DelayedChange<C> ended = requireNonNull(batched);
            batched = null;
            try {
                deliverBatch(ended);
            } catch (Throwable thrown) {
                failure = Failures.joined(failure, thrown);
            }
        }
        Failures.throwIfAny(failure);
    }

    private void deliverBatch(DelayedChange<C> ended) {
        if (ended.isEmpty()) {
            return;
        }
        if (delivering) {
            waiting.add(ended);
        } else {
            deliverAll(null, ended);
        }
    }

    /** Delivers a change, given in one of two forms, and then what has been queued in the meantime. */
    private void deliverAll(@Nullable PendingChange<C, ?> first, @Nullable DelayedChange<C> delayed) {
        Throwable failure = null;
        delivering = true;
        try {
            if (first != null) {
                failure = emit(first);
            }
            for (DelayedChange<C> next = delayed == null ? waiting.poll() : delayed;
                    next != null;
                    next = waiting.poll()) {
                failure = next.emit(failure);
            }
        } catch (VirtualMachineError fatal) {
            waiting.clear();
            throw fatal;
        } finally {
            delivering = false;
        }
        Failures.throwIfAny(failure);
    }

    private @Nullable Throwable emit(PendingChange<C, ?> pending) {
        C change = pending.change();
        EventHook<C> followers = views;
        if (followers == null && !pending.isKindObserved()) {
            return Failures.emit(changed, null, change, null);
        }
        // Whoever connects while other hooks emit this change has seen it in the collection.
        Object connected = changed.mark();
        Throwable failure = followers == null ? null : Failures.emit(followers, null, change, null);
        failure = pending.emitKind(null, failure);
        return Failures.emit(changed, connected, change, failure);
    }

    /** Connects an observer of all changes, and hands it the present content first. */
    <S> Subscription connectWithSnapshot(
            Supplier<S> content, Consumer<? super S> onSnapshot, Consumer<? super C> onChange) {
        SnapshotObserver<C> observer = new SnapshotObserver<>(onChange);
        Subscription subscription = changed.connect(observer);
        try {
            onSnapshot.accept(content.get());
            observer.start();
        } catch (Throwable failure) {
            subscription.close();
            throw failure;
        }
        return subscription;
    }
}
