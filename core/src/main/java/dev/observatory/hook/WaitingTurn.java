package dev.observatory.hook;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One emission on its way to one observer, while it waits for a timer or an executor. It is taken at most once, however often the
 * timer or the executor runs its task, and refers to nothing of the program once it was taken or dropped: both may keep tasks for
 * a long time.
 *
 * <p>Strongly reachable from the task only. A timer or an executor that loses a task so makes the turn collectable.
 */
final class WaitingTurn<L> {
    final ConfiguredConnection<L> connection;

    /** When the timer is to run the task, in nanoseconds as {@link System#nanoTime()} returns them. */
    final long dueNanos;

    private final AtomicReference<@Nullable Emission<L>> emission;

    /** The observer of a connection for one emission, which no longer refers to it; null for other connections. */
    private volatile @Nullable L onlyObserver;

    private volatile @Nullable ConnectionOptions options;
    private volatile @Nullable Future<?> timer;

    WaitingTurn(
            ConfiguredConnection<L> connection,
            ConnectionOptions options,
            Emission<L> emission,
            @Nullable L onlyObserver,
            long dueNanos) {
        this.connection = connection;
        this.options = options;
        this.emission = new AtomicReference<>(emission);
        this.onlyObserver = onlyObserver;
        this.dueNanos = dueNanos;
    }

    /** Returns the emission; null if it was taken or dropped before. */
    @Nullable
    Emission<L> take() {
        return emission.getAndSet(null);
    }

    /** Replaces the emission by a later one; returns false if it was taken or dropped before. */
    boolean replace(Emission<L> later) {
        Emission<L> present = emission.get();
        while (present != null) {
            if (emission.compareAndSet(present, later)) {
                return true;
            }
            present = emission.get();
        }
        return false;
    }

    boolean isOver() {
        return emission.get() == null;
    }

    @Nullable
    L onlyObserver() {
        return onlyObserver;
    }

    @Nullable
    ConnectionOptions options() {
        return options;
    }

    /** Releases what the call needed. */
    void release() {
        emission.set(null);
        onlyObserver = null;
        options = null;
    }

    /** Ends the turn without a call, and cancels its timer. To be called with no lock held, since a timer is foreign code. */
    void drop() {
        release();
        Future<?> scheduled = timer;
        if (scheduled != null) {
            timer = null;
            connection.cancel(scheduled);
        }
    }

    /** Records the timer's task. If the turn is over already, cancels it. */
    void setTimer(@Nullable Future<?> scheduled) {
        timer = scheduled;
        if (isOver()) {
            drop();
        }
    }
}
