package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * The state of a thread in graphs that have locks: the graph whose lock it holds, and the effect that it runs without
 * one.
 */
final class ThreadContext {
    private static final ThreadLocal<ThreadContext> CONTEXTS = ThreadLocal.withInitial(ThreadContext::new);

    /** The graph whose lock this thread holds. */
    @Nullable
    Engine held;

    /** The scope that owns the effects which are created now. */
    @Nullable
    EffectScope scope;

    /** The effect whose reads are tracked. */
    @Nullable
    Reaction reaction;

    /** Like the fields of the same names in the engine, for the effect. */
    @Nullable
    Link cursor;

    long run;

    private ThreadContext() {}

    static ThreadContext current() {
        return CONTEXTS.get();
    }

    boolean isTracking(Engine engine) {
        return reaction != null && reaction.engine == engine;
    }

    void enter(@Nullable Reaction next, @Nullable Link at, long number) {
        reaction = next;
        cursor = at;
        run = number;
    }

    /** Checks that a lock may be waited for. Two locks at once would need an order between graphs. */
    void requireNothingHeld() {
        if (held != null) {
            throw new IllegalStateException(
                    "While a graph computes or has a batch open, the same thread must not wait for"
                            + " another graph; transfer the other's values with a HookValue of their updated()");
        }
    }
}
