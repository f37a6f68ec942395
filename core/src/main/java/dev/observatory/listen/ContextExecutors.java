package dev.observatory.listen;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Executors that carry the innermost observed call of the thread that submits a task to the thread that runs it; see {@link CallContext}.
 * What is wrapped is not changed. Shutting a wrapper down shuts the executor down; the tasks that {@code shutdownNow} returns are wrapped
 * ones, which can be run.
 */
public final class ContextExecutors {
    private ContextExecutors() {}

    /**
     * Wraps an executor.
     *
     * @param executor the executor
     * @return an executor whose tasks run inside the call of the thread that submits them
     * @throws NullPointerException if {@code executor} is null
     */
    public static Executor wrap(Executor executor) {
        requireNonNull(executor, "executor");
        return task -> executor.execute(CallContext.capture().wrap(task));
    }

    /**
     * Wraps an executor service.
     *
     * @param executor the executor
     * @return an executor whose tasks run inside the call of the thread that submits them
     * @throws NullPointerException if {@code executor} is null
     */
    public static ExecutorService wrap(ExecutorService executor) {
        return new ContextExecutorService(requireNonNull(executor, "executor"));
    }

    /**
     * Wraps a scheduled executor service.
     *
     * @param executor the executor
     * @return an executor whose tasks run inside the call of the thread that schedules them, periodic ones each time
     * @throws NullPointerException if {@code executor} is null
     */
    public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
        return new ContextScheduledExecutorService(requireNonNull(executor, "executor"));
    }
}
