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
        @SuppressWarnings("NullAway") // Without an engine, it is only compared.
        Bystander() {
            super(null, 0);
        }

        Bystander(Engine engine) {
            super(engine, 0);
        }
    }

    /**
     * The mark of the graph in which a function or an effect is running for the first time; null if there is none.
     * Reads of all graphs take the slow path meanwhile, which finds reads across graphs. Neither volatile nor guarded:
     * a thread sees what it wrote itself. If several threads write, a read across graphs can be missed, but none is
     * reported that is not one.
     */
    @Nullable
    static Vertex firstRun;

    private final Vertex mark = new Bystander(this);

    /** The thread of the first run, in a graph without a lock. */
    private @Nullable Thread firstRunner;

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

    /** The snapshot for which nodes are being computed from earlier values. */
    @Nullable
    GraphSnapshot past;

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
        Thread current = Thread.currentThread();
        if (owner != current) {
            ThreadContext context = ThreadContext.current();
            context.requireNothingHeld();
            if (!lock.tryLock()) {
                await(lock);
            }
            // No calls from here on: a stack that is exhausted must not leave half of this done.
            context.held = this;
            owner = current;
        }
        holds++;
    }

    /** Waits for the lock, unless the thread that holds it waits for this one, for example to fire a machine that this one runs. */
    private void await(ReentrantLock held) {
        if (!WaitGraph.begin(() -> owner)) {
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
        ThreadContext context = ThreadContext.current();
        owner = null;
        context.held = null;
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

    private static boolean isTracked(@Nullable Vertex reader) {
        return reader != null && reader != UNTRACKED;
    }

    private void bringUpToDate(ComputedNode<?> computed, @Nullable Vertex reader) {
        try {
            evaluator.bringUpToDate(computed);
        } catch (Throwable failed) {
            // The reader has to be notified when it might succeed, in a cycle also of changes further down in it.
            if (reader != null && isTracked(reader)) {
                trackUnread(reader, computed, failed);
            }
            throw failed;
        }
    }

    private void trackUnread(Vertex reader, ComputedNode<?> computed, Throwable failed) {
        if (!(failed instanceof Unwinding)) {
            trackFailed(reader, computed);
        } else if (reader != DECLARED && !isHot(reader)) {
            track(reader, computed); // In case the node at the bottom fails, so that the reader does not run again.
        }
    }

    private void trackFailed(Vertex reader, ComputedNode<?> failed) {
        if (!failed.is(Vertex.RUNNING | Vertex.AWAITING)) {
            evaluator.distrustBelow(failed); // The reader may be hot, or become so.
            track(reader, failed);
        }
    }

    private static boolean isHot(Vertex vertex) {
        return vertex.is(Vertex.REACTION) || (vertex instanceof Node<?> node && node.subs != null);
    }

    /** For an effect, which holds no lock while it runs and therefore keeps its cursor elsewhere. */
    private void prepareFor(ThreadContext place, Node<?> node) {
        Reaction reaction = place.reaction;
        if (reaction == null || reaction.is(Vertex.CLOSED)) {
            prepareHere(node, UNTRACKED);
            return;
        }
        try {
            prepareHere(node, UNTRACKED);
        } catch (Throwable failed) {
            if (node instanceof ComputedNode<?> computed) {
                takeCursor(place);
                trackFailed(reaction, computed);
                returnCursor(place);
            }
            throw failed;
        }
        takeCursor(place);
        track(reaction, node);
        returnCursor(place);
    }

    private void takeCursor(ThreadContext place) {
        cursor = place.cursor;
        run = place.run;
    }

    private void returnCursor(ThreadContext place) {
        place.cursor = cursor;
        cursor = null;
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
        if (reader.is(Vertex.CLOSED)) {
            return; // An effect that has closed itself and goes on.
        }
        Link link = new Link(node, reader, next);
        if (at == null) {
            reader.deps = link;
        } else {
            at.nextDep = link;
        }
        cursor = link;
        node.mark = run;
        if (batches.isOpen()) {
            reader.raise(Vertex.RELINKED);
        }
        if (isHot(reader)) {
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
        if (batches.isOpen()) {
            reader.raise(Vertex.RELINKED);
        }
        if (last == null) {
            reader.deps = null;
        } else {
            last.nextDep = null;
        }
        edges.detachAll(rest);
    }

    /**
     * Ends a run that has failed. If it failed before it has read anything, it keeps the dependencies of the run before, since a
     * change of them may end the failure, and nothing else could.
     */
    void endFailedTracking(Vertex reader) {
        if (cursor != null) {
            endTracking(reader);
            return;
        }
        for (Link link = reader.deps; link != null; link = link.nextDep) {
            cursor = link;
        }
        if (cursor != null) {
            evaluator.distrustBelow(reader);
        }
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
            throw startedWhileComputing();
        }
    }

    static IllegalStateException startedWhileComputing() {
        return new IllegalStateException(
                "The function of a derived node must not start or stop effects or observers; do it elsewhere");
    }

    /**
     * Begins a first run, unless it is a part of another one in this graph.
     *
     * @return the value for {@link #endFirstRun}
     */
    @Nullable
    Vertex beginFirstRun() {
        Vertex outer = firstRun;
        if (outer != mark) {
            firstRunner = lock == null ? Thread.currentThread() : null;
            firstRun = mark;
        }
        return outer;
    }

    void endFirstRun(@Nullable Vertex outer) {
        if (outer != mark) {
            firstRunner = null;
            firstRun = outer != null && outer.engine.isInFirstRunHere() ? outer : null;
        }
    }

    /**
     * Interrupts the first run of this thread for code that does not belong to it.
     *
     * @return the value for {@link #continueFirstRun}
     */
    @Nullable
    static Vertex interruptFirstRun() {
        Vertex running = firstRun;
        if (running == null || !running.engine.isInFirstRunHere()) {
            return null;
        }
        firstRun = null;
        return running;
    }

    static void continueFirstRun(@Nullable Vertex running) {
        if (running != null) {
            firstRun = running;
        }
    }

    private boolean isInFirstRunHere() {
        return (lock == null ? firstRunner : owner) == Thread.currentThread();
    }

    /**
     * Throws an exception if the read of a node of this graph would have to be a dependency in another graph. Called
     * while anything runs for the first time.
     */
    void requireSameGraph(Node<?> node) {
        Vertex running = firstRun;
        if (running == null || (isHeldByCurrentThread() && (isTracked(tracker) || batches.isOpen()))) {
            return;
        }
        ThreadContext context = ThreadContext.current();
        Engine held = context.held;
        Reaction reaction = context.reaction;
        Engine other = running.engine;
        if ((held != null && held != this && isTracked(held.tracker))
                || (reaction != null && reaction.engine != this && held != this && held != reaction.engine)
                || (other != this && other.lock == null && other.isInFirstRunHere() && isTracked(other.tracker))) {
            throw new ForeignReadException(node);
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
