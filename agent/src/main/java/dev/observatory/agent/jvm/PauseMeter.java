package dev.observatory.agent.jvm;

import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long the program is paused, with a thread that runs every millisecond. On a busy machine the thread also waits for a
 * processor, so the result is an upper bound.
 */
public final class PauseMeter implements AutoCloseable {
    private static final long PERIOD_NANOS = 1_000_000;

    private final Thread thread = new Thread(this::run, "observatory-pause");
    private volatile boolean ended;
    private volatile long longestNanos;

    private PauseMeter() {}

    /**
     * Starts measuring.
     *
     * @return the meter, which runs until it is closed
     */
    public static PauseMeter start() {
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

    /**
     * Returns the longest pause so far.
     *
     * @return milliseconds
     */
    public long longestMillis() {
        return longestNanos / 1_000_000;
    }

    /** Stops measuring, and waits for the thread to end. */
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
