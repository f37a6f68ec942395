package dev.observatory.agent.output;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Admits a number of lines in each second, and counts the omitted ones. Safe from any thread; no thread waits. Two threads that meet
 * at the end of a second may have one line more admitted.
 */
final class RateLimiter {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final AtomicLong begun;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicLong omitted = new AtomicLong();
    private final AtomicLong allOmitted = new AtomicLong();

    RateLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.begun = new AtomicLong(nanoClock.getAsLong());
    }

    /** Returns whether a line is admitted; counts it as omitted if it is not. */
    boolean tryAdmit() {
        long now = nanoClock.getAsLong();
        long start = begun.get();
        if (now - start >= SECOND && begun.compareAndSet(start, now)) {
            used.set(0);
        }
        // Read first, so that the count cannot overflow within a second.
        if (used.get() < perSecond && used.incrementAndGet() <= perSecond) {
            return true;
        }
        omit();
        return false;
    }

    /** Counts a line that is omitted for another reason. */
    void omit() {
        omitted.incrementAndGet();
        allOmitted.incrementAndGet();
    }

    /** Returns the number of lines omitted since the last call of this method. */
    long takeOmitted() {
        return omitted.get() == 0 ? 0 : omitted.getAndSet(0);
    }

    /** Returns the number of all lines omitted so far. */
    long allOmitted() {
        return allOmitted.get();
    }
}
