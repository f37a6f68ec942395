package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock and timer of timed transitions. The application provides it: the library itself starts no thread. For tests there is
 * {@link ManualScheduler}.
 *
 * <p>Called by a machine during its transitions; an implementation must not wait for them to end.
 */
public interface MachineScheduler {

    /**
     * Returns a scheduler that uses an executor of the JDK. A timer that is cancelled is removed from the queue of a
     * {@link ScheduledThreadPoolExecutor} at once, whatever its policy; other executors may keep it until it would have expired.
     *
     * @param executor runs each expired timer as one short task, including the transition
     * @return the scheduler
     * @throws NullPointerException if {@code executor} is null
     */
    static MachineScheduler of(ScheduledExecutorService executor) {
        requireNonNull(executor, "executor");
        return new MachineScheduler() {
            @Override
            public Runnable schedule(Runnable task, long nanos) {
                Future<?> future = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
                return () -> {
                    boolean isCancelled = future.cancel(false);
                    if (isCancelled
                            && executor instanceof ScheduledThreadPoolExecutor pool
                            && future instanceof Runnable queued) {
                        pool.remove(queued);
                    }
                };
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }

    /**
     * Schedules a task.
     *
     * @param task to be run once, on any thread that the mode of the machine allows: in mode {@link ThreadingMode#CONFINED} only on the
     *     thread that owns the machine. Throws what keeps the trigger from being executed, as a {@link ConfinementException} on another
     *     thread, and reports it to {@link dev.observatory.hook.ObserverErrors}
     * @param nanos the delay in nanoseconds
     * @return an action that cancels the task if it has not begun
     */
    Runnable schedule(Runnable task, long nanos);

    /**
     * Returns the current time.
     *
     * @return nanoseconds since an arbitrary fixed instant, which may be in the future: as with {@link System#nanoTime()}, values may be
     *     negative and overflow, so that only differences between them are meaningful
     */
    long nanoTime();
}
