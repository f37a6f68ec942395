package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * Anything that depends on nodes or is depended on. Its state is guarded by its engine's lock unless noted otherwise.
 */
abstract class Vertex {
    /** Computes its value from others. */
    static final int COMPUTED = 1;

    /** Runs code when others change, and so keeps them hot. */
    static final int REACTION = 1 << 1;

    /** Discovers its dependencies while it runs. */
    static final int TRACKED = 1 << 2;

    /** May be affected by a change; set on hot vertices only. The dependents of a stale vertex are stale too. */
    static final int STALE = 1 << 3;

    /** Its function is running. */
    static final int RUNNING = 1 << 4;

    /** The log of the open batch has its previous value. Written before the value, read without the lock after it. */
    static final int LOGGED = 1 << 6;

    /**
     * Was found in a cycle when it was last computed, or could not be computed to the end, and is therefore computed again at
     * each read.
     */
    static final int CYCLIC = 1 << 7;

    /** Waits for a node further down that is computed first, from an explicit stack. */
    static final int AWAITING = 1 << 8;

    /** Its function was abandoned, for a node further down. */
    static final int ABANDONED = 1 << 9;

    /** Counts as changed in the open batch although the value is the same. */
    static final int TOUCHED = 1 << 5;

    /** A closed reaction. */
    static final int CLOSED = 1 << 10;

    /** Its dependencies have changed in the open batch, so that those from before are not known any more. */
    static final int RELINKED = 1 << 11;

    /** An effect whose body has not run yet. */
    static final int STARTING = 1 << 12;

    /** Has the value from before a transaction that was rolled back, and is computed to find out its dependencies only. */
    static final int RESTORED = 1 << 14;

    /** An effect that runs on an executor. */
    static final int SCHEDULED = 1 << 13;

    final Engine engine;
    int flags;

    /** The first of its dependencies, in the order of use. */
    @Nullable
    Link deps;

    Vertex(Engine engine, int flags) {
        this.engine = engine;
        this.flags = flags;
    }

    final boolean is(int flag) {
        return (flags & flag) != 0;
    }

    final void raise(int flag) {
        flags |= flag;
    }

    final void lower(int flag) {
        flags &= ~flag;
    }
}
