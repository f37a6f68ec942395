package dev.observatory.agent.output;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets so many through in each second, and counts the others. Nobody waits; two threads that meet as a second ends may let one more through. */
final class RateLimiter {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final AtomicLong begun;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong allLeftOut = new AtomicLong();

    RateLimiter(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.begun = new AtomicLong(nanoClock.getAsLong());
    }

    boolean admits() {
        long now = nanoClock.getAsLong();
        long start = begun.get();
        if (now - start >= SECOND && begun.compareAndSet(start, now)) {
            used.set(0);
        }
        // Looked at first, so that the count cannot overflow in a second.
        if (used.get() < perSecond && used.incrementAndGet() <= perSecond) {
            return true;
        }
        leaveOut();
        return false;
    }

    /** Counts one that is not let through for another reason. */
    void leaveOut() {
        leftOut.incrementAndGet();
        allLeftOut.incrementAndGet();
    }

    /** How many were not let through since this was last asked. */
    long takeLeftOut() {
        return leftOut.get() == 0 ? 0 : leftOut.getAndSet(0);
    }

    /** How many were not let through in all. */
    long allLeftOut() {
        return allLeftOut.get();
    }
}
