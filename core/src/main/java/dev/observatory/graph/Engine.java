package dev.observatory.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes of one graph share: the clock, the lock and who is computing.
 *
 * <p>The clock counts writes. A node remembers when its value last changed and, if it is computed, until when it is known to
 * be right; comparing the two is all there is to a check. Readers without the lock compare with the published clock, which
 * stands still while a batch is open.
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

    /** Stands for code that runs now and is not to be tracked, but for which reads have to look closer. */
    static final Vertex NOBODY = new Bystander();

    /** Stands for nodes whose functions get what they need as arguments. */
    static final Vertex DECLARED = new Bystander();

    private static final class Bystander extends Vertex {
        @SuppressWarnings("NullAway") // never asked for its engine
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

    /** Who reads now, to have its reads tracked; meant for the thread that holds the lock, and read by others as a hint. */
    @Nullable
    Vertex tracker;

    /** The last link of the tracker that was read in this run. */
    @Nullable
    Link cursor;

    /** The number of the tracker's run; a node that bears it is linked already. */
    long run;

    long runs;

    /** Counts writes, those of the open batch included. */
    long clock = 1;

    /** What the world outside knows of the clock; written with release, read with acquire. */
    @SuppressWarnings("UnusedVariable") // used through the handle
    private long epoch = 1;

    /** Who holds the lock. Racy readers see themselves there only if they are. */
    private @Nullable Thread owner;

    private int holds;

    final Snapshots snapshots = new Snapshots();

    /** Whether somebody wants to know what is computed, and why. */
    boolean traces;

    Engine(Graph graph, boolean confined) {
        this.graph = graph;
        lock = confined ? null : new ReentrantLock();
    }

    long epoch() {
        return (long) EPOCH.getAcquire(this);
    }

    /** Lets readers see the clock: from here on they know that what is older may not be right. */
    void publish() {
        EPOCH.setRelease(this, clock);
    }

    boolean isConfined() {
        return lock == null;
    }

    /** Whether what runs now runs for the very thread that asks. */
    boolean isHeldByCurrentThread() {
        return lock == null || owner == Thread.currentThread();
    }

    void enter() {
        if (lock == null) {
            return;
        }
        if (owner != Thread.currentThread()) {
            ThreadContext.here().hold(this);
            lock.lock();
            owner = Thread.currentThread();
        }
        holds++;
    }

    /** Lets go of the lock; the last to do so has reactions run if there are any. */
    void exit() {
        if (lock == null || --holds > 0) {
            return;
        }
        if (reactions.areWaiting()) {
            holds = 1;
            reactions.flushAndExit();
        } else {
            letGo(lock);
        }
    }

    /** Whether letting go of the lock once would not be enough. */
    boolean isHeldTwice() {
        return holds > 1;
    }

    private void letGo(ReentrantLock held) {
        owner = null;
        ThreadContext.here().letGo();
        held.unlock();
    }

    /** Whether the value of a computed node is right as it stands. */
    boolean isCurrent(ComputedNode<?> node) {
        int flags = node.flags;
        return (flags & Vertex.STALE) == 0
                && (node.stamp == clock || (node.subs != null && (flags & Vertex.CYCLIC) == 0));
    }

    /**
     * Makes a node ready to be read by this thread, whatever it takes: lock, check, compute, track.
     *
     * @return whether {@link #exit()} has to follow the read
     */
    boolean prepare(Node<?> node) {
        if (lock == null || owner == Thread.currentThread()) {
            prepareHere(node, tracker);
            return false;
        }
        ThreadContext place = tracker == null ? null : ThreadContext.here();
        enter();
        boolean ready = false;
        try {
            if (place == null || place.reaction == null || place.reaction.engine != this) {
                prepareHere(node, NOBODY);
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
                bringUp(computed, reader);
            } else if (traces) {
                computed.trace().hits.increment();
            }
        }
        if (reader != null && reader != NOBODY) {
            track(reader, node);
        }
    }

    private void bringUp(ComputedNode<?> computed, @Nullable Vertex reader) {
        try {
            evaluator.bringUp(computed);
        } catch (CycleException cycle) {
            // Whoever is in a cycle has to hear when something changes further on in it.
            if (reader != null && reader != NOBODY && !computed.is(Vertex.RUNNING | Vertex.AWAITING)) {
                track(reader, computed);
            }
            throw cycle;
        }
    }

    /** For an effect, which holds no lock while it runs and so keeps its place elsewhere. */
    private void prepareFor(ThreadContext place, Node<?> node) {
        prepareHere(node, NOBODY);
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
            throw new IllegalStateException("A function with declared inputs gets their values as arguments, and read ["
                    + node.name() + "]; declare it, use Derived.of(Supplier), or read it in Graph.untracked");
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

    /** Forgets those dependencies that the run which ends has not used. */
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
            throw new IllegalStateException("The function of a derived node must not write, and set [" + target.name()
                    + "]; write in an effect or an observer instead");
        }
    }

    /** Takes the lock for the start of a reaction. */
    void beginReaction() {
        enter();
        if (evaluator.isComputing()) {
            exit();
            throw new IllegalStateException(
                    "The function of a derived node must not start or stop effects and observers;" + " do it outside");
        }
    }

    /** Runs something whose reads do not become dependencies of what runs now. */
    <T extends @Nullable Object> T untracked(Supplier<T> work) {
        if (lock == null || owner == Thread.currentThread()) {
            Vertex outer = tracker;
            tracker = outer == null ? null : NOBODY; // Which does not become the tracker of what is computed meanwhile.
            try {
                return work.get();
            } finally {
                tracker = outer;
            }
        }
        ThreadContext place = ThreadContext.here();
        Reaction outer = place.reaction;
        place.reaction = null;
        try {
            return work.get();
        } finally {
            place.reaction = outer;
        }
    }

    /** The tracker while nothing is tracked: whether reads have to look closer all the same. */
    @Nullable
    Vertex resting() {
        boolean busy = lock != null && (batches.isOpen() || reactions.areRunning());
        return busy || traces ? NOBODY : null;
    }

    void trace(boolean on) {
        enter();
        traces = on;
        if (tracker == null || tracker == NOBODY) {
            tracker = resting();
        }
        exit();
    }

    /** Announces that a value is about to change: to the log of the open batch, to what depends on it, and to readers. */
    void changing(Source<?> source) {
        if (batches.isOpen()) {
            batches.note(source);
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

    /** Ends a write: lets go of the lock, and unless a batch is open, has reactions run. */
    void endWrite() {
        if (batches.isOpen()) {
            exit();
        } else {
            reactions.flushAndExit();
        }
    }
}
