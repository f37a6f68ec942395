package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A node whose value is computed from other nodes on demand.
 *
 * @param <T> the type of the value, boxed
 */
abstract sealed class ComputedNode<T extends @Nullable Object> extends Node<T>
        permits Derived, IntDerived, LongDerived, DoubleDerived {
    /** A stamp that is older than any change. */
    static final long NEVER = -1;

    private static final VarHandle STAMP;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(ComputedNode.class, "stamp", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Computes the value. */
    final Object function;

    /** The clock up to which the value is known to be valid. Lock-free readers read it before and after the value. */
    long stamp = NEVER;

    ComputedNode(Engine engine, int flags, Object function) {
        super(engine, flags | COMPUTED);
        this.function = function;
    }

    /** Declares an input, after the existing ones. */
    final void declare(Node<?> input) {
        Link last = deps;
        while (last != null && last.nextDep != null) {
            last = last.nextDep;
        }
        declareAfter(last, input);
    }

    final void declareAll(Iterable<? extends Node<?>> inputs) {
        Link last = null;
        for (Node<?> input : inputs) {
            last = declareAfter(last, requireNonNull(input, "inputs"));
        }
    }

    private Link declareAfter(@Nullable Link last, Node<?> input) {
        if (input.engine != engine) {
            throw new IllegalArgumentException("Inputs of a node must belong to one graph; [" + input.name()
                    + "] belongs to another; transfer its value with a HookValue of its updated()");
        }
        Link link = new Link(input, this, null);
        if (last == null) {
            deps = link;
        } else {
            last.nextDep = link;
        }
        VarHandle.releaseFence(); // However the reference reaches another thread, the inputs are visible there.
        return link;
    }

    /**
     * Runs the function and stores its result or failure.
     *
     * @return whether the value has changed
     */
    abstract boolean compute();

    final long acquireStamp() {
        return (long) STAMP.getAcquire(this);
    }

    /** Returns whether a lock-free reader may use what it is about to read. */
    final boolean isFresh(long epoch) {
        return (long) STAMP.getAcquire(this) == epoch;
    }

    /** Returns whether what a lock-free reader has read was the value. */
    final boolean wasFresh(long epoch) {
        VarHandle.loadLoadFence();
        return (long) STAMP.getOpaque(this) == epoch;
    }

    /** Invalidates the stamp before the value changes, so that lock-free readers discard what they read meanwhile. */
    final void suspend() {
        STAMP.setOpaque(this, NEVER);
        VarHandle.storeStoreFence();
    }

    /** Records that the function has run. */
    final void computed(long clock, boolean changed) {
        if (changed) {
            changedAt = clock;
        }
        if (value != null && value instanceof Failure failure && failure.isCycle()) {
            flags = (flags & ~(STALE | RESTORED)) | CYCLIC;
        } else {
            flags &= ~(STALE | CYCLIC | RESTORED);
        }
        STAMP.setRelease(this, clock);
    }

    /** Records that no input has changed, so that the value is still valid. */
    final void confirm(long clock) {
        flags &= ~STALE;
        STAMP.setRelease(this, clock);
    }

    /**
     * Records that the value could not be computed because the virtual machine failed. That is no property of this node, which
     * therefore is computed again at each read; until then, whatever depends on it counts it as changed.
     */
    final void abandon(VirtualMachineError error) {
        if (engine.batches.isOpen()) {
            engine.batches.log(this);
        }
        suspend();
        Failure failure = new Failure(error, "", null);
        if (!(value instanceof Failure before) || !before.isLike(failure)) {
            value = failure;
            changedAt = engine.clock;
        }
    }

    /** Makes this node be computed again at each read until that succeeds, and be marked at the next change below it. */
    final void distrust() {
        suspend();
        flags = (flags & ~(STALE | RESTORED)) | CYCLIC;
    }

    /**
     * Returns whether the present value is known to be the one for the present inputs, and only its dependencies are not: a
     * result that does not equal it is no change then.
     */
    final boolean isRestored() {
        return is(RESTORED) && subs != null && engine.batches.isRestoredNow();
    }

    /** Stores what the function threw like a value; an exception of the same class and message is no change. */
    final boolean recordFailure(Throwable thrown) {
        engine.evaluator.checkUnwinding();
        if (is(TRACKED)) {
            engine.endFailedTracking(this);
        }
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        Failure failure = Failure.of(this, thrown);
        boolean changed = !(value instanceof Failure before) || !failure.isLike(before);
        value = failure;
        return changed;
    }

    /** Returns the trace of this node, creating it if necessary. */
    final Trace trace() {
        NodeExtras<T> own = extras();
        Trace present = own.trace;
        if (present == null) {
            present = new Trace();
            own.trace = present;
        }
        return present;
    }

    /**
     * Describes this node for a person: its value, whether it is up to date, its inputs, and while the graph is
     * {@linkplain Graph#trace traced}, how often it was computed and which input change caused the last computation.
     *
     * @return several lines of text
     */
    public final String explain() {
        engine.enter();
        try {
            return Explanation.of(this);
        } finally {
            engine.exit();
        }
    }

    /**
     * Returns how often the function ran while the graph was {@linkplain Graph#trace traced}.
     *
     * @return the number, 0 if the graph was never traced
     */
    public final long computations() {
        engine.enter();
        try {
            Trace present = extras == null ? null : extras.trace;
            return present == null ? 0 : present.computes;
        } finally {
            engine.exit();
        }
    }

    /**
     * Returns how often a read was answered without a check or a computation while the graph was
     * {@linkplain Graph#trace traced}.
     *
     * @return the number, 0 if the graph was never traced
     */
    public final long cacheHits() {
        NodeExtras<T> own = extras;
        Trace present = own == null ? null : own.trace;
        return present == null ? 0 : present.hits.sum();
    }
}
