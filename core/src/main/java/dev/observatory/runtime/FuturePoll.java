package dev.observatory.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a future of the program that has a {@code whenComplete} of its own, by polling it. To call that method would alter the program: it
 * may count its calls, and what it returns may be such a future again.
 *
 * <p>The interval is a sixteenth of the time that the future has been pending, from 1 to 100 milliseconds. The future is held weakly, and is
 * not followed any longer when no listener is of use.
 */
final class FuturePoll implements Runnable {
    /** The maximum number of futures that are followed at a time. */
    static final int MAX_PENDING = 1_000;

    private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final AtomicInteger PENDING = new AtomicInteger();

    private final WeakReference<CompletableFuture<?>> future;
    private final StageListeners listeners;
    private final StageListeners.Listener caller;
    private final long begun = System.nanoTime();

    private FuturePoll(CompletableFuture<?> future, StageListeners listeners, StageListeners.Listener caller) {
        this.future = new WeakReference<>(future);
        this.listeners = listeners;
        this.caller = caller;
    }

    /**
     * Notifies listeners of the completion of a future: at once, or on a thread of the common pool.
     *
     * @param caller calls the methods of the future
     * @return false if too many futures are being followed
     */
    static boolean begin(CompletableFuture<?> future, StageListeners listeners, StageListeners.Listener caller) {
        if (PENDING.incrementAndGet() > MAX_PENDING) {
            PENDING.decrementAndGet();
            return false;
        }
        new FuturePoll(future, listeners, caller).look(future);
        return true;
    }

    /** Runs on the timer's thread, which methods of the program must not block. */
    @Override
    public void run() {
        JdkTimer.runInPool(() -> look(future.get()));
    }

    private void look(@Nullable CompletableFuture<?> followed) {
        Outcome outcome = new Outcome();
        if (followed != null && listeners.isOfUse()) {
            caller.quietly(() -> outcome.read(followed));
            if (!outcome.isKnown) {
                long nanos = Math.min(MAX_NANOS, Math.max(MIN_NANOS, (System.nanoTime() - begun) / 16));
                JdkTimer.schedule(nanos, this);
                return;
            }
        }
        PENDING.decrementAndGet();
        if (outcome.isKnown) {
            listeners.accept(outcome.value, outcome.failure);
        }
    }

    /** What a future has completed with. Methods that a subclass has not overridden know nothing of its outcome, and must not wait. */
    private static final class Outcome {
        private boolean isKnown;
        private @Nullable Object value;
        private @Nullable Throwable failure;

        /** Reads the outcome if the future says that it is done, or cannot say whether it is. */
        void read(CompletableFuture<?> followed) {
            try {
                isKnown = followed.isDone();
            } catch (Throwable foreign) {
                isKnown = true;
                value = followed;
                return;
            }
            try {
                value = isKnown ? valueOf(followed, followed) : null;
            } catch (ExecutionException thrown) {
                failure = thrown.getCause() == null ? thrown : thrown.getCause();
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }

        /** Returns the value, or the future itself if none of its methods returns one. */
        @SuppressWarnings("unchecked")
        private static @Nullable Object valueOf(CompletableFuture<?> followed, Object itself)
                throws ExecutionException, InterruptedException {
            Object now = ((CompletableFuture<@Nullable Object>) followed).getNow(itself);
            if (now != itself) {
                return now;
            }
            try {
                return followed.get(0, TimeUnit.NANOSECONDS);
            } catch (TimeoutException absent) {
                return itself;
            }
        }
    }
}
