package dev.observatory.agent.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory something takes. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ATTEMPTS = 3;

    private Allocation() {}

    /**
     * Does some work, and makes sure that this thread did not take more memory for it than so much. What takes too much is done
     * again: the first time, classes are loaded.
     *
     * @param most how many bytes
     * @param work may be done more than once
     */
    public static void require(long most, Runnable work) {
        long taken = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && taken > most; attempt++) {
            long before = taken();
            work.run();
            taken = taken() - before;
        }
        if (taken > most) {
            throw new AssertionError("[" + taken + "] bytes of memory were taken, more than [" + most + "]");
        }
    }

    @SuppressWarnings("deprecation") // Its successor came with JDK 19.
    private static long taken() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
