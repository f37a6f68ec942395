package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/** Whatever depends on nodes or is depended on; all state of a vertex is guarded by its engine's lock unless it says so. */
abstract class Vertex {
    /** Computes its value from others. */
    static final int COMPUTED = 1;

    /** Does something when others change, and so keeps them hot. */
    static final int REACTION = 1 << 1;

    /** Finds its dependencies out while it runs. */
    static final int TRACKED = 1 << 2;

    /** A change may have reached it; set on hot vertices only. What depends on a stale vertex is stale too. */
    static final int STALE = 1 << 3;

    /** Its function runs now. */
    static final int RUNNING = 1 << 4;

    /** The log of the open batch knows what it was before. Written before the value, read without the lock after it. */
    static final int LOGGED = 1 << 6;

    /** Found in a cycle when it was last computed, and so computed anew whenever it is asked. */
    static final int CYCLIC = 1 << 7;

    /** Stands above a node that has to be computed first, with a stack of its own. */
    static final int AWAITING = 1 << 8;

    /** Its function was stopped half-way, for the node that it stood above. */
    static final int ABANDONED = 1 << 9;

    /** Counts as changed in the open batch, though the value is the same. */
    static final int TOUCHED = 1 << 5;

    /** A reaction that is no more. */
    static final int CLOSED = 1 << 10;

    final Engine engine;
    int flags;

    /** The first of what it depends on, in the order of use. */
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
