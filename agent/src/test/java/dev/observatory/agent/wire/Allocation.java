package dev.observatory.agent.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures allocated memory. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ATTEMPTS = 3;

    private Allocation() {}

    /**
     * Asserts that the current thread allocates no more than a limit for some work. Repeats the work if it does, since the first run
     * loads classes.
     *
     * @param most the limit in bytes
     * @param work may be run more than once
     */
    public static void require(long most, Runnable work) {
        long taken = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && taken > most; attempt++) {
            long before = taken();
            work.run();
            taken = taken() - before;
        }
        if (taken > most) {
            throw new AssertionError("[" + taken + "] bytes were allocated, more than [" + most + "]");
        }
    }

    @SuppressWarnings("deprecation") // Its successor came with JDK 19.
    private static long taken() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
