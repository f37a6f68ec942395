package dev.observatory.broker;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What empties a bounded queue, as {@link QueueWaits} sees it. Safe from any thread. */
interface QueueReader {

    /** Returns whether a broadcaster would have to wait for room now; acquires no lock. */
    boolean isFull();

    /** Returns the thread that is emptying the queue now; null if none is. */
    @Nullable
    Thread deliveryThread();

    /** Returns a thread that has emptied the queue before, or does now; null if none is known that is alive. */
    @Nullable
    Thread lastThread();

    /** Returns the executor that is to empty the queue; null if any thread may do so. */
    @Nullable
    Executor executor();

    /** Called while a broadcaster waits in vain, with no lock held; schedules the delivery again if it seems to be lost. */
    void ensureScheduled();
}
