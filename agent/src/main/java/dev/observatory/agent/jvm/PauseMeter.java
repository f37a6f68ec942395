package dev.observatory.agent.jvm;

import java.util.concurrent.locks.LockSupport;

/**
 * How long the program stood still, as a thread sees it that wants to run every millisecond. On a busy machine it also waits for a
 * processor: the pause is never longer than what this says.
 */
public final class PauseMeter implements AutoCloseable {
    private static final long PERIOD_NANOS = 1_000_000;

    private final Thread thread = new Thread(this::run, "observatory-pause");
    private volatile boolean ended;
    private volatile long longestNanos;

    private PauseMeter() {}

    public static PauseMeter started() {
        PauseMeter meter = new PauseMeter();
        meter.thread.setDaemon(true);
        meter.thread.setContextClassLoader(null);
        meter.thread.start();
        return meter;
    }

    private void run() {
        long last = System.nanoTime();
        while (!ended) {
            LockSupport.parkNanos(PERIOD_NANOS);
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - last - PERIOD_NANOS);
            last = now;
        }
    }

    /** The longest pause until now. */
    public long longestMillis() {
        return longestNanos / 1_000_000;
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
