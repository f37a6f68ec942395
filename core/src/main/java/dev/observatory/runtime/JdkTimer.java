package dev.observatory.runtime;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Schedules tasks on the JDK's own timer thread and common pool, so that the library starts no thread of its own. The timer
 * is the one behind the timeouts of {@link CompletableFuture}; the JDK starts it on first use.
 *
 * <p>Safe from any thread.
 *
 * @hidden
 */
public final class JdkTimer {
    private JdkTimer() {}

    /**
     * Runs a task once after a delay.
     *
     * @param nanos the delay, in nanoseconds
     * @param task runs on the timer thread, which the whole JVM shares; must not block or call foreign code
     */
    public static void schedule(long nanos, Runnable task) {
        Executor timer = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run);
        execute(timer, task);
    }

    /**
     * Runs a task once after a delay, unless it is cancelled before.
     *
     * @param nanos the delay, in nanoseconds
     * @param task runs on the timer thread, which the whole JVM shares; must not block or call foreign code
     * @return cancels the task, which the timer then releases at once
     */
    public static Runnable scheduleCancellable(long nanos, Runnable task) {
        CompletableFuture<Void> elapsed = new CompletableFuture<>();
        CompletionStage<Void> outcome = elapsed;
        outcome.whenComplete((unused, timeout) -> {
            if (timeout != null) {
                task.run();
            }
        });
        // Cancelled by a normal completion: before JDK 21, the timer keeps a future that was completed exceptionally.
        execute(Runnable::run, () -> elapsed.orTimeout(nanos, TimeUnit.NANOSECONDS));
        return () -> elapsed.complete(null);
    }

    /**
     * Runs a task on the default executor of {@link CompletableFuture}: usually the common pool.
     *
     * @param task may take long and may call foreign code
     */
    public static void runInPool(Runnable task) {
        execute(new CompletableFuture<Void>().defaultExecutor(), task);
    }

    /**
     * Hands over a task without the caller's context. A thread that the JDK starts for it would otherwise inherit the
     * caller's context class loader and, on JDKs with security managers, the protection domains on the caller's stack: it
     * would permanently retain the classes of the program or of a detached agent.
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
