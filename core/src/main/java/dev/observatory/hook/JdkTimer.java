package dev.observatory.hook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The timer thread that the JDK has for timeouts of {@link CompletableFuture}, and starts when it is first needed: the library
 * starts no thread. Not for applications: names and meanings may change.
 */
public final class JdkTimer {
    private JdkTimer() {}

    /**
     * Runs something once, later.
     *
     * @param nanos the delay
     * @param brief runs on the timer thread, which others wait for; must not wait or call foreign code
     */
    public static void after(long nanos, Runnable brief) {
        Executor timer = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run);
        Thread caller = Thread.currentThread();
        ClassLoader context = caller.getContextClassLoader();
        // A thread that is started now would inherit the loader, and keep the program's classes for good.
        caller.setContextClassLoader(null);
        try {
            timer.execute(brief);
        } finally {
            caller.setContextClassLoader(context);
        }
    }

    /**
     * Runs something on the JDK's common pool, soon.
     *
     * @param task may take its time
     */
    public static void inPool(Runnable task) {
        new CompletableFuture<Void>().defaultExecutor().execute(task);
    }
}
