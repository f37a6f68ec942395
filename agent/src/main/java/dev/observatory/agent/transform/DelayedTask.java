package dev.observatory.agent.transform;

import dev.observatory.weave.AgentBridge;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs once some time after it was requested, however often that is, on a thread of the JDK; and never after it was stopped,
 * when the JVM must not keep it. Safe from any thread.
 */
final class DelayedTask implements Runnable {
    private final long delayNanos;
    private final Runnable task;

    // Guarded by this.
    private @Nullable Runnable cancellation;
    private boolean isRequested;
    private boolean isStopped;

    DelayedTask(long delayMillis, Runnable task) {
        this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        this.task = task;
    }

    /** Requests the task to be run. Has no effect while it is waiting to be run, and if the JVM cannot start a thread. */
    synchronized void request() {
        if (isRequested || isStopped) {
            return;
        }
        isRequested = true;
        try {
            cancellation = AgentBridge.laterUnlessCancelled(delayNanos, this);
        } catch (Exception | OutOfMemoryError noThread) {
            isRequested = false; // The next request tries again.
        }
    }

    /** Runs the task now. */
    @Override
    public void run() {
        synchronized (this) {
            isRequested = false;
            cancellation = null;
            if (isStopped) {
                return;
            }
        }
        task.run();
    }

    /** Cancels the task. A run that is in progress continues. */
    void stop() {
        Runnable cancelled;
        synchronized (this) {
            isStopped = true;
            cancelled = cancellation;
            cancellation = null;
        }
        if (cancelled != null) {
            cancelled.run();
        }
    }
}
