package dev.observatory.graph;

import dev.observatory.runtime.WaitGraph;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that all nodes of one graph share: the clock, the lock and the current reader.
 *
 * <p>The clock counts writes. A node records when its value last changed and, if it is computed, up to when it is known
 * to be valid; a check compares the two. Lock-free readers compare with the published clock, which does not advance
 * while a batch is open.
 *
 * <p>The lock, if there is one, is held while values are written and computed, and never while hooks or effects run. A
 * thread holds the lock of one graph at a time.
 */
final class Engine {
    private static final VarHandle EPOCH;

    static {
        try {
            EPOCH = MethodHandles.lookup().findVarHandle(Engine.class, "epoch", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Stands for running code that is not tracked, but whose reads cannot take the fast path. */
    static final Vertex UNTRACKED = new Bystander();

    /** Stands for nodes whose functions get the values of their inputs as arguments. */
    static final Vertex DECLARED = new Bystander();

    private static final class Bystander extends Vertex {
        @SuppressWarnings("NullAway") // Its engine is never used.
        Bystander() {
            super(null, 0);
        }
    }

    /** Null for a graph that is confined to one thread. */
    final @Nullable ReentrantLock lock;

    final Graph graph;
    final Edges edges = new Edges();
    final DirtyMarker dirtyMarker = new DirtyMarker();
    final Evaluator evaluator = new Evaluator(this);
    final Reactions reactions = new Reactions(this);
    final Batches batches = new Batches(this);

    /** The current reader, whose reads are tracked. Valid for the thread that holds the lock; a hint for others. */
    @Nullable
    Vertex tracker;

    /** The last link of the tracker that was read in this run. */
    @Nullable
    Link cursor;

    /** The number of the run of the tracker; a node marked with it is already linked. */
    long run;

    long runs;

    /** Counts writes, including those of the open batch. */
    long clock = 1;

    /** The clock as published to lock-free readers; written with release, read with acquire. */
    @SuppressWarnings("UnusedVariable") // Accessed through the handle.
    private long epoch = 1;

    /** The holder of the lock. A racy reader sees itself here only if it is the holder. */
    private @Nullable Thread owner;

    private int holds;

    final Snapshots snapshots = new Snapshots();

    /** Whether computations are traced. */
    boolean traces;

    Engine(Graph graph, boolean confined) {
        this.graph = graph;
        lock = confined ? null : new ReentrantLock();
    }

    long epoch() {
        return (long) EPOCH.getAcquire(this);
    }

    /** Publishes the clock: from here on, lock-free readers know that older values may be invalid. */
    void publish() {
        EPOCH.setRelease(this, clock);
    }

    boolean isConfined() {
        return lock == null;
    }

    /** Returns whether the current thread holds the lock, or needs none. */
    boolean isHeldByCurrentThread() {
        return lock == null || owner == Thread.currentThread();
    }

    void enter() {
        if (lock == null) {
            return;
        }
        if (owner != Thread.currentThread()) {
            ThreadContext.current().hold(this);
            if (!lock.tryLock()) {
                await(lock);
            }
            owner = Thread.currentThread();
        }
        holds++;
    }

    /** Waits for the lock, unless the thread that holds it waits for this one, for example to fire a machine that this one runs. */
    private void await(ReentrantLock held) {
        if (!WaitGraph.begin(() -> owner)) {
            ThreadContext.current().release();
            throw new IllegalStateException("Thread [" + Thread.currentThread().getName()
                    + "] must not wait for this graph: the thread that computes or has a batch open waits for"
                    + " something that this thread holds, such as a state machine in a transition; use the graph after"
                    + " the transition, or fire the machine after the batch");
        }
        try {
            held.lock();
        } finally {
            WaitGraph.end();
        }
    }

    /** Releases the lock once; the last release runs the pending reactions. */
    void exit() {
        if (lock == null || --holds > 0) {
            return;
        }
        if (reactions.areWaiting()) {
            holds = 1;
            reactions.flushAndExit();
        } else {
            release(lock);
        }
    }

    /** Returns whether one release would not free the lock. */
    boolean isHeldTwice() {
        return holds > 1;
    }

    private void release(ReentrantLock held) {
        owner = null;
        ThreadContext.current().release();
        held.unlock();
    }

    /** Returns whether the value of a computed node is valid as it is. */
    boolean isCurrent(ComputedNode<?> node) {
        int flags = node.flags;
        return (flags & Vertex.STALE) == 0
                && (node.stamp == clock || (node.subs != null && (flags & Vertex.CYCLIC) == 0));
    }

    /**
     * Prepares a node for being read by this thread: locks, checks, computes and tracks as needed.
     *
     * @return whether {@link #exit()} has to follow the read
     */
    boolean prepare(Node<?> node) {
        if (lock == null || owner == Thread.currentThread()) {
            prepareHere(node, tracker);
            return false;
        }
        ThreadContext place = tracker == null ? null : ThreadContext.current();
        enter();
        boolean ready = false;
        try {
            if (place == null || place.reaction == null || place.reaction.engine != this) {
                prepareHere(node, UNTRACKED);
            } else {
                prepareFor(place, node);
            }
            ready = true;
        } finally {
            if (!ready) {
                exit();
            }
        }
        return true;
    }

    private void prepareHere(Node<?> node, @Nullable Vertex reader) {
        if (node instanceof ComputedNode<?> computed) {
            if (!isCurrent(computed)) {
                bringUpToDate(computed, reader);
            } else if (traces) {
                computed.trace().hits.increment();
            }
        }
        if (reader != null && reader != UNTRACKED) {
            track(reader, node);
        }
    }

    private void bringUpToDate(ComputedNode<?> computed, @Nullable Vertex reader) {
        try {
            evaluator.bringUpToDate(computed);
        } catch (CycleException cycle) {
            // A node in a cycle has to be notified of changes further down in it.
            if (reader != null && reader != UNTRACKED && !computed.is(Vertex.RUNNING | Vertex.AWAITING)) {
                track(reader, computed);
            }
            throw cycle;
        }
    }

    /** For an effect, which holds no lock while it runs and therefore keeps its cursor elsewhere. */
    private void prepareFor(ThreadContext place, Node<?> node) {
        prepareHere(node, UNTRACKED);
        Reaction reaction = place.reaction;
        if (reaction != null && !reaction.is(Vertex.CLOSED)) {
            cursor = place.cursor;
            run = place.run;
            track(reaction, node);
            place.cursor = cursor;
            cursor = null;
        }
    }

    private void track(Vertex reader, Node<?> node) {
        if (reader == DECLARED) {
            throw new IllegalStateException(
                    "A function with declared inputs gets their values as arguments, but has read [" + node.name()
                            + "]; declare it, use Derived.of(Supplier), or read it in Graph.untracked");
        }
        Link at = cursor;
        Link next = at == null ? reader.deps : at.nextDep;
        if (next != null && next.dep == node) {
            cursor = next;
            node.mark = run;
        } else if (node.mark != run) {
            trackNew(reader, node, at, next);
        }
    }

    private void trackNew(Vertex reader, Node<?> node, @Nullable Link at, @Nullable Link next) {
        node.mark = run;
        Link link = new Link(node, reader, next);
        if (at == null) {
            reader.deps = link;
        } else {
            at.nextDep = link;
        }
        cursor = link;
        if (reader.is(Vertex.REACTION) || ((Node<?>) reader).subs != null) {
            edges.attach(link);
        }
    }

    /** Removes the dependencies that the run which ends has not used. */
    void endTracking(Vertex reader) {
        Link last = cursor;
        Link rest = last == null ? reader.deps : last.nextDep;
        if (rest == null) {
            return;
        }
        if (last == null) {
            reader.deps = null;
        } else {
            last.nextDep = null;
        }
        edges.detachAll(rest);
    }

    /** Takes the lock for a write. */
    void beginWrite(Node<?> target) {
        enter();
        if (evaluator.isComputing()) {
            exit();
            throw new IllegalStateException("The function of a derived node must not write, but has set ["
                    + target.name() + "]; write in an effect or an observer instead");
        }
    }

    /** Takes the lock to start or stop a reaction. */
    void beginReaction() {
        enter();
        if (evaluator.isComputing()) {
            exit();
            throw new IllegalStateException(
                    "The function of a derived node must not start or stop effects or observers; do it elsewhere");
        }
    }

    /** Runs code whose reads do not become dependencies of the current reader. */
    <T extends @Nullable Object> T untracked(Supplier<T> work) {
        if (lock == null || owner == Thread.currentThread()) {
            Vertex outer = tracker;
            tracker = outer == null ? null : UNTRACKED; // Nodes that are computed meanwhile are tracked on their own.
            try {
                return work.get();
            } finally {
                tracker = outer;
            }
        }
        ThreadContext place = ThreadContext.current();
        Reaction outer = place.reaction;
        place.reaction = null;
        try {
            return work.get();
        } finally {
            place.reaction = outer;
        }
    }

    /** Returns the tracker for the time when nothing is tracked: null if reads can take the fast path. */
    @Nullable
    Vertex resting() {
        boolean busy = lock != null && (batches.isOpen() || reactions.areRunning());
        return busy || traces ? UNTRACKED : null;
    }

    void trace(boolean on) {
        enter();
        traces = on;
        if (tracker == null || tracker == UNTRACKED) {
            tracker = resting();
        }
        exit();
    }

    /** Announces that a value is about to change: to the log of the open batch, to its dependents, and to readers. */
    void changing(Source<?> source) {
        if (batches.isOpen()) {
            batches.log(source);
        }
        if (!snapshots.areNone()) {
            snapshots.keep(source);
        }
        source.changedAt = ++clock;
        Link subs = source.subs;
        if (subs != null) {
            dirtyMarker.mark(this, subs);
        }
        if (lock == null || !batches.isOpen()) {
            publish();
        }
    }

    /** Ends a write: releases the lock and, unless a batch is open, runs reactions. */
    void endWrite() {
        if (batches.isOpen()) {
            exit();
        } else {
            reactions.flushAndExit();
        }
    }
}
