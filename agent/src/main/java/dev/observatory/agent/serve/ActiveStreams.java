package dev.observatory.agent.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The answers that are streams. When the JVM shuts down, they get a limited time to send what is queued. */
final class ActiveStreams {
    private static final long SHUTDOWN_NANOS = 500_000_000;

    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean shuttingDown;

    ActiveStream begin() {
        active.incrementAndGet();
        return new ActiveStream();
    }

    boolean isShuttingDown() {
        return shuttingDown;
    }

    /** Makes all streams end, and waits for them until the time limit. */
    void shutDown() {
        shuttingDown = true;
        long deadline = System.nanoTime() + SHUTDOWN_NANOS;
        while (active.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A stream that may have more to send. */
    final class ActiveStream {
        private final AtomicBoolean ended = new AtomicBoolean();

        /** Marks the stream as complete. Has no effect if it is already. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                active.decrementAndGet();
            }
        }
    }
}
