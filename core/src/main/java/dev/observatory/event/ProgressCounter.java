package dev.observatory.event;

import dev.observatory.event.loop.Loop;
import dev.observatory.event.loop.LoopOwner;
import dev.observatory.event.loop.LoopSettings;
import org.jspecify.annotations.Nullable;

/**
 * The progress of work whose items the program counts itself, for example because a pool processes them.
 *
 * <pre>{@code
 * ProgressCounter copied = Events.counter(ProgressOptions.labeled("copying").total(files.size()));
 * for (Path file : files) {
 *     CompletableFuture.runAsync(() -> {
 *         copy(file);
 *         copied.finish(file);
 *     });
 * }
 * }</pre>
 *
 * <p>A counter is reported like a loop, which it is to observers: after each call of {@link #finish} or {@link #advance}, and once
 * at the end. It belongs to the call in which it was created, on whichever thread it is advanced; after that call has exited,
 * nothing is reported. Reports are emitted one at a time, in the order of their numbers, on the threads that advance the counter: a
 * thread may emit the reports of others. What an observer advances while it is called for the same counter is counted and reported
 * with the next item.
 *
 * <p>Safe for use by multiple threads. Without effect if the event was not observed when the counter was created.
 */
public final class ProgressCounter implements AutoCloseable {
    private static final ProgressCounter UNOBSERVED = new ProgressCounter(null);

    private final @Nullable Loop loop;

    private ProgressCounter(@Nullable Loop loop) {
        this.loop = loop;
    }

    static ProgressCounter of(@Nullable LoopOwner owner, LoopSettings settings) {
        if (owner == null) {
            return UNOBSERVED;
        }
        Loop loop = Loop.counter(owner, settings);
        ProgressCounter counter = new ProgressCounter(loop);
        loop.start(counter);
        return counter;
    }

    /** Counts one finished item. */
    public void advance() {
        advance(1);
    }

    /**
     * Counts finished items.
     *
     * @param items how many; has no effect if it is 0. Beyond {@link Long#MAX_VALUE} in total, items are not counted
     * @throws IllegalArgumentException if {@code items} is negative
     */
    public void advance(long items) {
        if (items < 0) {
            throw new IllegalArgumentException(
                    "items [" + items + "] must not be negative; finished items cannot be taken back");
        }
        if (items > 0) {
            count(items, null);
        }
    }

    /**
     * Counts one finished item.
     *
     * @param item the item, for observers that display it; may be null
     */
    public void finish(@Nullable Object item) {
        count(1, item);
    }

    private void count(long items, @Nullable Object item) {
        if (loop != null) {
            loop.begin(items, item);
            loop.finish(this, items, item);
        }
    }

    /**
     * Changes the number of items, for work that grows. The next report has the new number.
     *
     * @param total how many items there are; −1 if unknown
     * @throws IllegalArgumentException if {@code total} is below −1
     */
    public void total(long total) {
        if (total < -1) {
            throw new IllegalArgumentException(
                    "total [" + total + "] must not be less than -1; use -1 if it is unknown");
        }
        if (loop != null) {
            loop.resize(total);
        }
    }

    /**
     * Ends the progress: with status {@link EventStatus#COMPLETED}, or {@link EventStatus#EXITED} if fewer items are finished than
     * there are. Has no effect if it has already ended, as it does at the end of the call.
     */
    @Override
    public void close() {
        if (loop != null) {
            loop.closeByCount(this);
        }
    }
}
