package dev.observatory.agent.transform;

import dev.observatory.weave.AgentBridge;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Releases what is recorded about the classes of collected class loaders, while a program loads classes by many of them, as script engines
 * do. The records release it when they are used next, which may be never.
 */
final class DiscardedLoaders implements Runnable {
    /** A program with fewer class loaders need not start a thread of the JDK for this. */
    private static final int MANY = 256;

    private static final long PERIOD_MILLIS = 100;
    private static final int ROUNDS_AFTER_LAST_CLASS = 100;

    private final Runnable release;
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private volatile int roundsLeft;

    /**
     * Creates an object that releases nothing before {@link #classWoven} is called.
     *
     * @param release releases everything
     */
    DiscardedLoaders(Runnable release) {
        this.release = release;
    }

    /**
     * Called when a class was woven.
     *
     * @param loaders the number of class loaders with woven classes
     */
    void classWoven(int loaders) {
        if (loaders > MANY) {
            roundsLeft = ROUNDS_AFTER_LAST_CLASS;
            if (isScheduled.compareAndSet(false, true)) {
                schedule();
            }
        }
    }

    private void schedule() {
        try {
            AgentBridge.later(TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS), this);
        } catch (Exception | OutOfMemoryError noThread) {
            isScheduled.set(false); // The next class tries again.
        }
    }

    @Override
    public void run() {
        release.run();
        int left = roundsLeft - 1;
        if (left > 0) {
            roundsLeft = left;
            schedule();
        } else {
            isScheduled.set(false);
        }
    }
}
