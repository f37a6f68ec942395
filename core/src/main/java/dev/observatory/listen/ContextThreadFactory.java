package dev.observatory.listen;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A thread factory, as for a structured task scope, whose threads run inside the innermost observed call of the thread that creates them; see
 * {@link CallContext}. Not for pools, whose threads outlive the task for which they were created.
 */
public final class ContextThreadFactory implements ThreadFactory {
    private final ThreadFactory factory;

    /**
     * Creates a factory.
     *
     * @param factory makes the threads
     * @throws NullPointerException if {@code factory} is null
     */
    public ContextThreadFactory(ThreadFactory factory) {
        this.factory = requireNonNull(factory, "factory");
    }

    @Override
    public @Nullable Thread newThread(Runnable task) {
        return factory.newThread(CallContext.capture().wrap(task));
    }
}
