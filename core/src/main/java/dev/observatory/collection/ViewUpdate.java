package dev.observatory.collection;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the elements of a {@link ListView} up to date with the changes of the collection that it follows.
 *
 * <p>Each change is made in two steps: functions of the program compute what it means for the view, then it is written. If
 * a function throws, nothing is written, the failure is passed on, and the next change computes the whole view anew.
 *
 * @param <C> the changes of the followed collection
 * @param <E> the elements of the view
 */
abstract class ViewUpdate<C, E extends @Nullable Object> {
    final ListCore<E> view;
    private final Queue<C> queue = new ArrayDeque<>(0);
    private boolean busy;
    private boolean stale = true;

    ViewUpdate(ListCore<E> view) {
        this.view = view;
    }

    /** What is written when all functions have returned. */
    interface Write {
        void run();
    }

    /** Returns the parts of a batch; null for any other change. */
    abstract @Nullable List<? extends C> parts(C change);

    /** Computes what a part means for the view, without changing anything. */
    abstract Write prepare(C part);

    /** Applies a part to the copy of the followed collection. */
    abstract void follow(C part);

    /** Computes the whole view from the copy of the followed collection, without changing anything. */
    abstract Write prepareAll();

    /** Computes the view for the first time or anew. */
    final void refresh() {
        if (busy) {
            throw new IllegalStateException(
                    "A view is being updated; refresh it when its functions and observers have returned");
        }
        busy = true;
        Throwable failure = null;
        try {
            rebuild();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        failure = applyQueue(failure);
        Failures.throwIfAny(failure);
    }

    private void rebuild() {
        stale = true;
        Write write = prepareAll();
        stale = false;
        write.run();
    }

    final void accept(C change) {
        queue.add(change);
        if (!busy) {
            busy = true;
            Failures.throwIfAny(applyQueue(null));
        }
    }

    private @Nullable Throwable applyQueue(@Nullable Throwable earlier) {
        Throwable failure = earlier;
        try {
            for (C next = queue.poll(); next != null; next = queue.poll()) {
                failure = apply(next, failure);
            }
        } finally {
            busy = false;
        }
        return failure;
    }

    private @Nullable Throwable apply(C change, @Nullable Throwable earlier) {
        List<? extends C> parts = parts(change);
        try {
            if (parts == null) {
                applyPart(change);
            } else {
                batch(() -> applyEach(parts));
            }
        } catch (Throwable thrown) {
            return Failures.joined(earlier, thrown);
        }
        return earlier;
    }

    private void applyEach(List<? extends C> parts) {
        Throwable failure = null;
        for (C part : parts) {
            try {
                applyPart(part);
            } catch (Throwable thrown) {
                failure = Failures.joined(failure, thrown);
            }
        }
        Failures.throwIfAny(failure);
    }

    private void applyPart(C part) {
        boolean retry = stale;
        Write write = null;
        Throwable failure = null;
        try {
            write = retry ? null : prepare(part);
        } catch (Throwable thrown) {
            stale = true;
            failure = thrown;
        }
        follow(part);
        if (write != null) {
            write.run();
        } else if (retry) {
            rebuild();
        }
        Failures.throwIfAny(failure);
    }

    /** Runs code whose changes of the view are emitted as one. */
    final void batch(Runnable work) {
        view.hooks().delivery.batch(work);
    }

    /** Replaces adjacent elements of the view by others, possibly more or fewer, as one change. */
    final void replace(int index, int count, @Nullable Object[] elements) {
        if (count == elements.length) {
            view.deliver(count == 0 ? null : view.overwrite(index, elements));
        } else if (count == 0) {
            view.deliver(view.insertAll(index, elements));
        } else if (elements.length == 0) {
            view.deliver(view.remove(index, index + count));
        } else {
            batch(() -> {
                view.deliver(view.remove(index, index + count));
                view.deliver(view.insertAll(index, elements));
            });
        }
    }

    /** Replaces what differs from the given elements, except what is the same at both ends. */
    final void become(@Nullable Object[] elements) {
        int shorter = Math.min(view.size(), elements.length);
        int start = 0;
        while (start < shorter && view.at(start) == elements[start]) {
            start++;
        }
        int same = 0;
        while (same < shorter - start && view.at(view.size() - 1 - same) == elements[elements.length - 1 - same]) {
            same++;
        }
        replace(start, view.size() - start - same, Arrays.copyOfRange(elements, start, elements.length - same));
    }
}
