package dev.observatory.agent.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory this thread takes meanwhile. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long before =
            THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());

    /**
     * Makes sure that it was not much more than what it was for.
     *
     * @param bytes how much that was
     * @param factor how much memory each byte may take
     * @param room how much memory may be taken besides
     */
    public void requireFor(long bytes, long factor, long room) {
        long taken = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        if (taken > factor * bytes + room) {
            throw new AssertionError("for [" + bytes + "] bytes [" + taken + "] bytes of memory were taken");
        }
    }
}
