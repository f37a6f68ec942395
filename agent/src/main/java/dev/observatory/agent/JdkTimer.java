package dev.observatory.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The timer thread and the pool that the JDK has, and starts when they are first needed: the agent starts no thread for this. */
final class JdkTimer {
    private JdkTimer() {}

    /** Runs something once, later, in the JDK's common pool. */
    static void run(long millis, Runnable task) {
        Thread caller = Thread.currentThread();
        ClassLoader context = caller.getContextClassLoader();
        // A thread that is started now would inherit the loader, and keep the program's classes for good.
        caller.setContextClassLoader(null);
        try {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(task);
        } finally {
            caller.setContextClassLoader(context);
        }
    }
}
