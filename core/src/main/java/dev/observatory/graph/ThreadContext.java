package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/** What a thread is about in graphs that have locks: whose lock it holds, and which effect it runs without one. */
final class ThreadContext {
    private static final ThreadLocal<ThreadContext> PLACES = ThreadLocal.withInitial(ThreadContext::new);

    private @Nullable Engine held;

    /** The effect whose reads are to be tracked. */
    @Nullable
    Reaction reaction;

    /** As the fields of the same names in the engine, for the effect. */
    @Nullable
    Link cursor;

    long run;

    private ThreadContext() {}

    static ThreadContext here() {
        return PLACES.get();
    }

    boolean isTracking(Engine engine) {
        return reaction != null && reaction.engine == engine;
    }

    void enter(@Nullable Reaction next, @Nullable Link at, long number) {
        reaction = next;
        cursor = at;
        run = number;
    }

    /** Two locks at once would need an order between graphs, and there is none. */
    void hold(Engine engine) {
        if (held != null) {
            throw new IllegalStateException(
                    "While a graph computes or has a batch open, the same thread must not wait for"
                            + " another graph; bring the other's values over with a HookValue of their updated()");
        }
        held = engine;
    }

    void letGo() {
        held = null;
    }
}
