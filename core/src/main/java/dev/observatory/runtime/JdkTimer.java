package dev.observatory.runtime;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
        execute(timer, brief);
    }

    /**
     * Runs something on the JDK's common pool, soon.
     *
     * @param task may take its time
     */
    public static void inPool(Runnable task) {
        execute(new CompletableFuture<Void>().defaultExecutor(), task);
    }

    /**
     * A thread that is started now inherits the caller's loader, and on JDKs that know security managers whoever is on the caller's
     * stack: it would keep the classes of the program, or of an agent that has left, for good.
     */
    @SuppressWarnings("removal")
    private static void execute(Executor executor, Runnable task) {
        Thread caller = Thread.currentThread();
        ClassLoader context = caller.getContextClassLoader();
        caller.setContextClassLoader(null);
        try {
            AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                executor.execute(task);
                return null;
            });
        } finally {
            caller.setContextClassLoader(context);
        }
    }
}
