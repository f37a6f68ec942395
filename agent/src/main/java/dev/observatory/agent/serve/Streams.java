package dev.observatory.agent.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The conversations that tell without end. When the program ends, they are given a moment to tell the rest. */
final class Streams {
    private static final long LAST_WORDS_NANOS = 500_000_000;

    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean ending;

    Stream begin() {
        running.incrementAndGet();
        return new Stream();
    }

    /** Whether the program is about to end. */
    boolean areEnding() {
        return ending;
    }

    /** Has all come to an end, and waits for them, though not for long. */
    void endAll() {
        ending = true;
        long deadline = System.nanoTime() + LAST_WORDS_NANOS;
        while (running.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** One of them. */
    final class Stream {
        private final AtomicBoolean ended = new AtomicBoolean();

        /** Has said its last word; may be told twice. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                running.decrementAndGet();
            }
        }
    }
}
