package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clocks and the timer of timed transitions. The application provides it: the library itself starts no thread. For tests there is
 * {@link ManualScheduler}.
 *
 * <p>Two clocks are involved. While a machine runs, its timers are measured by {@link #nanoTime()}, so that they do not depend on
 * changes of the date. A snapshot contains the instants by {@link #wallClock()} at which they expire, so that time continues while
 * the machine is stored.
 *
 * <p>Called by a machine during its transitions; an implementation must not wait for them to end. If {@link #schedule} throws, the
 * timer is not started: the state is entered nevertheless, and the exception is thrown to the caller that fired; a machine that is
 * being restored stays as it was. What an action that cancels a timer throws goes to {@link dev.observatory.hook.ObserverErrors}.
 * If a timer runs although it was cancelled, or a second time, it has no effect.
 */
public interface MachineScheduler {

    /**
     * Returns a scheduler that uses an executor of the JDK. A timer that is cancelled is removed from the queue of a
     * {@link ScheduledThreadPoolExecutor} at once, whatever its policy; other executors may keep it until it would have expired. An
     * executor that has been shut down is never used, even if it would discard tasks silently: the scheduler throws a
     * {@link RejectedExecutionException} instead.
     *
     * @param executor runs each expired timer as one short task, including the transition
     * @return the scheduler, whose wall clock is that of the system
     * @throws NullPointerException if {@code executor} is null
     */
    static MachineScheduler of(ScheduledExecutorService executor) {
        return of(executor, InstantSource.system());
    }

    /**
     * Returns a scheduler that uses an executor of the JDK, like {@link #of(ScheduledExecutorService)}, and a certain wall clock.
     *
     * @param executor runs each expired timer as one short task, including the transition
     * @param clock the clock of the instants in snapshots
     * @return the scheduler
     * @throws NullPointerException if an argument is null
     */
    static MachineScheduler of(ScheduledExecutorService executor, InstantSource clock) {
        requireNonNull(executor, "executor");
        requireNonNull(clock, "clock");
        return new MachineScheduler() {
            @Override
            public Runnable schedule(Runnable task, long nanos) {
                if (executor.isShutdown()) {
                    throw new RejectedExecutionException("No timer can be started: executor ["
                            + executor.getClass().getName()
                            + "] has been shut down; use the machine with an executor that lives as long");
                }
                Future<?> future = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
                if (future.isCancelled()) { // Shut down at the same moment.
                    throw new RejectedExecutionException("No timer can be started: executor ["
                            + executor.getClass().getName() + "] has cancelled it");
                }
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

            @Override
            public InstantSource wallClock() {
                return clock;
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

    /**
     * Returns the clock by which snapshots state when timers expire. It should be the same in all programs that exchange snapshots. A
     * clock that was set back or forward while the machine ran has no effect.
     *
     * @return the clock; that of the system unless overridden
     */
    default InstantSource wallClock() {
        return InstantSource.system();
    }
}
