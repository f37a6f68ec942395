package dev.observatory.machine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The clock and the timers of the JDK. */
record JdkScheduler(ScheduledExecutorService executor) implements MachineScheduler {

    @Override
    public Runnable schedule(Runnable task, long nanos) {
        Future<?> future = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
