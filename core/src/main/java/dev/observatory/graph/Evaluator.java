package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings computed nodes up to date: checks their dependencies in the order of use, and computes only what is necessary.
 *
 * <p>The way down is walked by recursion while it is short, which is fastest, and with an explicit stack beyond that,
 * so that known dependencies may be as deep as memory allows. Functions that read nodes for the first time, and compute
 * them by doing so, necessarily nest on the thread's stack. If they nest too deep, the functions in progress are
 * abandoned, the node at the bottom is computed first, and then they start again.
 */
final class Evaluator {
    private static final int SMALL = 64;

    /** The limit for nested functions: far more than programs need, far less than the smallest stack allows. */
    private static final int NESTED = 128;

    /** The limit for recursion on the way down, summed over all nested functions. */
    private static final int RECURSIVE = 256;

    private final Engine engine;
    private final Unwinding unwinding = new Unwinding();
    private int depth;

    /** The explicit stack: for each node above the current one, the link that led from it to the next. */
    private Link[] way = new Link[SMALL];

    private int top;

    /**
     * The nodes whose functions are discovering their dependencies, outermost first, and the last node that each one
     * read.
     */
    private final ComputedNode<?>[] running = new ComputedNode<?>[NESTED];

    private final ComputedNode<?>[] requested = new ComputedNode<?>[NESTED];
    private int nested;

    /** While a deep chain is computed from its bottom: the waiting nodes, one path per abandonment. */
    private final List<ComputedNode<?>[]> ways = new ArrayList<>();

    /** The node down to which functions are being abandoned; null if none are. */
    private @Nullable ComputedNode<?> wanted;

    Evaluator(Engine engine) {
        this.engine = engine;
    }

    /** Brings a node up to date that is not. */
    void bringUpToDate(ComputedNode<?> node) {
        if (nested > 0) {
            checkUnwinding();
            requested[nested - 1] = node;
        }
        if (node.is(Vertex.RUNNING | Vertex.AWAITING)) {
            throw cycle(node);
        }
        Vertex outer = engine.tracker;
        int outerDepth = depth;
        try {
            refresh(node);
        } catch (Unwinding tooDeep) {
            if (nested > 0) {
                throw tooDeep;
            }
            depth = 0;
            bringUpFromBottom(node);
        } catch (Throwable failed) {
            abandon(node, failed);
            throw failed;
        } finally {
            depth = outerDepth;
            if (engine.tracker != outer) {
                engine.tracker = outer;
            }
        }
    }

    /**
     * Cleans up after a node that could not be brought up to date: whatever was out of date on the way down is still marked as
     * such, and would not be marked, and its dependents not notified, at the next change.
     */
    private void abandon(ComputedNode<?> node, Throwable failed) {
        if (failed instanceof VirtualMachineError error) {
            node.abandon(error);
        }
        node.distrust();
        if (node.subs != null) {
            distrustBelow(node);
        }
    }

    /**
     * Makes everything below a hot vertex that is out of date be computed again when it is read, and be marked at its next
     * change. What has just become hot was never marked, and would count as current otherwise.
     */
    void distrustBelow(Vertex vertex) {
        Set<Vertex> met = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Vertex> waiting = new ArrayDeque<>();
        waiting.push(vertex);
        while (!waiting.isEmpty()) {
            for (Link link = waiting.pop().deps; link != null; link = link.nextDep) {
                if (isBehind(link.dep) && !link.dep.is(Vertex.RUNNING | Vertex.AWAITING) && met.add(link.dep)) {
                    distrustLogged((ComputedNode<?>) link.dep);
                    waiting.push(link.dep);
                }
            }
        }
    }

    private void distrustLogged(ComputedNode<?> node) {
        if (engine.batches.isOpen()) {
            engine.batches.log(node);
        }
        node.distrust();
    }

    /** Returns whether a function runs for the thread that holds the lock. */
    boolean isComputing() {
        return depth > 0;
    }

    /** Continues unwinding if functions are being abandoned and one of them caught the exception. */
    void checkUnwinding() {
        if (wanted != null) {
            throw unwinding;
        }
    }

    private void bringUpFromBottom(ComputedNode<?> node) {
        Deque<ComputedNode<?>> waiting = new ArrayDeque<>();
        try {
            waiting.push(node);
            waiting.push(takeWanted());
            while (!waiting.isEmpty()) {
                ComputedNode<?> next = waiting.peek();
                try {
                    depth = 0;
                    if (!engine.isCurrent(next)) {
                        refresh(next);
                    }
                    waiting.pop();
                    if (!ways.isEmpty()) {
                        setAwaiting(ways.remove(ways.size() - 1), false);
                    }
                } catch (Unwinding deeper) {
                    waiting.push(takeWanted());
                }
            }
        } catch (Throwable failed) {
            forgetWays();
            waiting.forEach(each -> abandon(each, failed));
            throw failed;
        } finally {
            forgetWays();
        }
    }

    private void forgetWays() {
        ways.forEach(way -> setAwaiting(way, false));
        ways.clear();
        wanted = null;
    }

    private ComputedNode<?> takeWanted() {
        ComputedNode<?> lowest = requireNonNull(wanted);
        wanted = null;
        setAwaiting(ways.get(ways.size() - 1), true);
        return lowest;
    }

    /**
     * Marks nodes that certainly wait: those whose functions ran or whose inputs are declared. Others may not need the
     * node.
     */
    private static void setAwaiting(ComputedNode<?>[] way, boolean awaiting) {
        for (ComputedNode<?> node : way) {
            if (!awaiting) {
                node.lower(Vertex.AWAITING);
            } else if (node.is(Vertex.ABANDONED) || !node.is(Vertex.TRACKED)) {
                node.raise(Vertex.AWAITING);
            }
            node.lower(Vertex.ABANDONED);
        }
    }

    private void refresh(ComputedNode<?> node) {
        if (depth == RECURSIVE) {
            refreshFar(node);
            return;
        }
        depth++;
        for (Link link = start(node); link != null; link = link.nextDep) {
            Node<?> dep = link.dep;
            if (isBehind(dep)) {
                ComputedNode<?> below = (ComputedNode<?>) dep;
                if (detectWaiting(node, below)) {
                    break;
                }
                refresh(below);
                if (node.stamp == engine.clock) {
                    depth--;
                    return; // A function further down has computed this node.
                }
            }
            if (dep.changedAt > node.stamp && markChanged(node)) {
                break;
            }
        }
        finish(node);
        depth--;
    }

    /** As {@link #refresh}, without recursion. */
    private void refreshFar(ComputedNode<?> root) {
        int base = top;
        try {
            ComputedNode<?> node = root;
            Link link = start(node);
            while (true) {
                Link down = null;
                for (; link != null; link = link.nextDep) {
                    Node<?> dep = link.dep;
                    if (isBehind(dep)) {
                        down = detectWaiting(node, (ComputedNode<?>) dep) ? null : link;
                        break;
                    }
                    if (dep.changedAt > node.stamp && markChanged(node)) {
                        break;
                    }
                }
                if (down != null) {
                    push(down);
                    node = (ComputedNode<?>) down.dep;
                    link = start(node);
                    continue;
                }
                finish(node);
                do {
                    if (top == base) {
                        return;
                    }
                    link = pop();
                    node = (ComputedNode<?>) link.sub;
                } while (node.stamp == engine.clock);
            }
        } finally {
            while (top > base) {
                pop();
            }
        }
    }

    private boolean isBehind(Node<?> dep) {
        int flags = dep.flags;
        return (flags & Vertex.COMPUTED) != 0
                && ((flags & Vertex.STALE) != 0 || !engine.isCurrent((ComputedNode<?>) dep));
    }

    /** Returns the first dependency to check; null if the function has to run in any case. */
    private @Nullable Link start(ComputedNode<?> node) {
        if (node.is(Vertex.CYCLIC)) {
            node.stamp = ComputedNode.NEVER; // The result of a cycle depends on the first reader, so nothing is known.
        }
        return node.stamp < 0 && node.is(Vertex.TRACKED) ? null : node.deps;
    }

    /**
     * Returns whether a dependency waits for this node, as far as is known; if that is uncertain, makes the function
     * run.
     */
    private boolean detectWaiting(ComputedNode<?> node, ComputedNode<?> below) {
        if (!below.is(Vertex.RUNNING | Vertex.AWAITING)) {
            return false;
        }
        if (!node.is(Vertex.TRACKED)) {
            throw cycle(below);
        }
        node.stamp = ComputedNode.NEVER;
        return true;
    }

    /**
     * Records that a dependency has changed. Returns whether to stop checking; declared dependencies are all needed.
     */
    private boolean markChanged(ComputedNode<?> node) {
        if (engine.batches.isOpen()) {
            engine.batches.log(node); // Before its stamp is lost.
        }
        node.stamp = ComputedNode.NEVER;
        return node.is(Vertex.TRACKED);
    }

    private void finish(ComputedNode<?> node) {
        if (node.stamp >= 0) {
            node.confirm(engine.clock);
        } else if (node.is(Vertex.TRACKED)) {
            computeTracked(node);
        } else {
            if (engine.tracker != Engine.DECLARED) {
                engine.tracker = Engine.DECLARED;
            }
            begin(node);
            try {
                end(node, node.changedAt == 0 ? computeFirst(node) : node.compute());
            } finally {
                node.lower(Vertex.RUNNING);
            }
        }
    }

    private boolean computeFirst(ComputedNode<?> node) {
        Vertex outer = engine.beginFirstRun();
        try {
            return node.compute();
        } finally {
            engine.endFirstRun(outer);
        }
    }

    private void begin(ComputedNode<?> node) {
        node.raise(Vertex.RUNNING);
        if (engine.batches.isOpen()) {
            engine.batches.log(node);
        }
        if (engine.traces) {
            node.trace().computing(node);
        }
        node.suspend();
    }

    private void end(ComputedNode<?> node, boolean changed) {
        node.computed(engine.clock, changed);
        if (engine.traces) {
            node.trace().computed(node);
        }
    }

    private void computeTracked(ComputedNode<?> node) {
        if (nested == NESTED) {
            wanted = node;
            List<ComputedNode<?>> path = path();
            ways.add(path.subList(0, path.size() - 1).toArray(new ComputedNode<?>[0]));
            throw unwinding;
        }
        Engine engine = this.engine;
        Vertex outer = engine.tracker;
        Link outerCursor = engine.cursor;
        long outerRun = engine.run;
        engine.tracker = node;
        engine.cursor = null;
        engine.run = ++engine.runs;
        running[nested++] = node;
        begin(node);
        try {
            boolean changed = node.changedAt == 0 ? computeFirst(node) : node.compute();
            engine.endTracking(node);
            end(node, changed);
        } catch (Unwinding tooDeep) {
            node.raise(Vertex.ABANDONED);
            throw tooDeep;
        } finally {
            node.lower(Vertex.RUNNING);
            running[--nested] = null;
            requested[nested] = null;
            engine.tracker = outer;
            engine.cursor = outerCursor;
            engine.run = outerRun;
        }
    }

    /** Returns all nodes that wait for one another, in order, ending with the one that was read last. */
    private List<ComputedNode<?>> path() {
        List<ComputedNode<?>> path = new ArrayList<>();
        Set<ComputedNode<?>> met = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < nested; i++) {
            path.add(running[i]);
            met.add(running[i]);
            ComputedNode<?> end = i + 1 < nested ? running[i + 1] : null;
            // From the node that was read, the way led through the first dependencies that were out of date.
            ComputedNode<?> next = requested[i];
            while (next != null && next != end) {
                path.add(next);
                next = met.add(next) ? firstBehind(next) : null;
            }
        }
        return path;
    }

    private @Nullable ComputedNode<?> firstBehind(ComputedNode<?> node) {
        for (Link link = start(node); link != null; link = link.nextDep) {
            if (isBehind(link.dep)) {
                return (ComputedNode<?>) link.dep;
            }
        }
        return null;
    }

    /** Creates the exception for a function that reads a node which waits for it, and marks all nodes of the cycle. */
    private CycleException cycle(ComputedNode<?> again) {
        List<ComputedNode<?>> all = new ArrayList<>();
        ways.forEach(each -> all.addAll(Arrays.asList(each)));
        all.addAll(path());
        int last = all.lastIndexOf(again);
        List<ComputedNode<?>> path =
                new ArrayList<>(all.subList(Math.max(0, all.indexOf(again)), last < 1 ? all.size() : last));
        for (ComputedNode<?> node : path) {
            node.distrust();
        }
        return CycleException.along(path);
    }

    private void push(Link link) {
        if (top == way.length) {
            way = Arrays.copyOf(way, top * 2);
        }
        way[top++] = link;
    }

    private Link pop() {
        Link link = way[--top];
        way[top] = null;
        if (top == 0 && way.length > SMALL * SMALL) {
            way = new Link[SMALL];
        }
        return link;
    }
}
