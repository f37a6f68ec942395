package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time of timed transitions. Given by the user: the library itself starts no thread. In tests,
 * {@link ManualScheduler} is one.
 *
 * <p>A machine calls it while one of its transitions runs; it must not wait for that.
 */
public interface MachineScheduler {

    /**
     * A scheduler that uses an executor of the JDK.
     *
     * @param executor runs each alarm as one short task; the machine's transition runs on its thread
     * @return the scheduler
     * @throws NullPointerException if {@code executor} is null
     */
    static MachineScheduler of(ScheduledExecutorService executor) {
        requireNonNull(executor, "executor");
        return new MachineScheduler() {
            @Override
            public Runnable schedule(Runnable task, long nanos) {
                Future<?> future = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }

    /**
     * Has a task run later.
     *
     * @param task to be run once, on any thread that the machine's mode allows
     * @param nanos in how many nanoseconds
     * @return cancels the task if it has not begun
     */
    Runnable schedule(Runnable task, long nanos);

    /**
     * The time.
     *
     * @return nanoseconds since any fixed instant
     */
    long nanoTime();
}
