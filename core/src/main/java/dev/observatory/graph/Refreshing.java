package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings computed nodes up to date: looks at what they depend on, in the order of use, and computes only what has to be.
 *
 * <p>The way down is a stack of its own, so that what is known to depend on one another may be as deep as memory allows. Only
 * functions that meet nodes for the first time, and compute them by asking, nest on the thread's stack. When they nest too
 * deep, the functions under way are abandoned, the node at the bottom is computed first, and then they start anew.
 */
final class Refreshing {
    private static final int SMALL = 64;

    /** How deep functions may nest: far more than programs do, far less than the smallest stack allows. */
    private static final int NESTED = 128;

    private final Engine engine;
    private final Unwinding unwinding = new Unwinding();

    /** The way down: for each node above the present one, the link that led from it to the next. */
    private Link[] way = new Link[SMALL];

    private int top;

    /** The nodes whose functions run, the outermost first, and how long the way was when each began. */
    private final Computed<?>[] running = new Computed<?>[NESTED + 1];

    private final int[] tops = new int[NESTED + 1];
    private int nested;

    /** While a deep chain is computed from its bottom: who waits for whom, one way for each time that functions were abandoned. */
    private final List<Computed<?>[]> ways = new ArrayList<>();

    /** Where functions have to be abandoned down to; null while none is. */
    private @Nullable Computed<?> wanted;

    Refreshing(Engine engine) {
        this.engine = engine;
    }

    /** Brings a node up to date that is not. */
    void bringUp(Computed<?> node) {
        if (node.is(Vertex.RUNNING | Vertex.AWAITING)) {
            throw cycle(null, node);
        }
        if (nested > 0) {
            checkUnwinding();
            refresh(node);
            return;
        }
        try {
            refresh(node);
        } catch (Unwinding tooDeep) {
            bringUpFromBelow(node);
        }
    }

    /** For functions under way: if they are being abandoned, and one of them caught the exception and went on, it is thrown again. */
    void checkUnwinding() {
        if (wanted != null) {
            throw unwinding;
        }
    }

    private void bringUpFromBelow(Computed<?> node) {
        Deque<Computed<?>> waiting = new ArrayDeque<>();
        try {
            waiting.push(node);
            waiting.push(takeWanted());
            while (!waiting.isEmpty()) {
                Computed<?> next = waiting.peek();
                try {
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
        } finally {
            ways.forEach(way -> setAwaiting(way, false));
            ways.clear();
            wanted = null;
        }
    }

    private Computed<?> takeWanted() {
        Computed<?> lowest = requireNonNull(wanted);
        wanted = null;
        setAwaiting(ways.get(ways.size() - 1), true);
        return lowest;
    }

    /** Those whose functions ran, or have declared what they need, wait for certain; others may turn out not to. */
    private static void setAwaiting(Computed<?>[] way, boolean awaiting) {
        for (Computed<?> node : way) {
            if (!awaiting) {
                node.lower(Vertex.AWAITING);
            } else if (node.is(Vertex.ABANDONED) || !node.is(Vertex.TRACKED)) {
                node.raise(Vertex.AWAITING);
            }
            node.lower(Vertex.ABANDONED);
        }
    }

    private void refresh(Computed<?> root) {
        int base = top;
        try {
            Computed<?> node = root;
            Link link = start(node);
            while (true) {
                Computed<?> below = null;
                for (; link != null; link = link.nextDep) {
                    Node<?> dep = link.dep;
                    if (dep instanceof Computed<?> computed && !engine.isCurrent(computed)) {
                        if (!computed.is(Vertex.RUNNING | Vertex.AWAITING)) {
                            below = computed;
                            break;
                        }
                        if (!node.is(Vertex.TRACKED)) {
                            throw cycle(node, computed);
                        }
                        node.stamp = Computed.NEVER; // Only its function knows whether it still needs that one.
                        break;
                    }
                    if (dep.changedAt > node.stamp) {
                        node.stamp = Computed.NEVER;
                        if (node.is(Vertex.TRACKED)) {
                            break;
                        }
                    }
                }
                if (below != null) {
                    push(link);
                    node = below;
                    link = start(node);
                    continue;
                }
                if (node.stamp < 0) {
                    recompute(node);
                } else {
                    node.stillRight(engine.clock);
                }
                do {
                    if (top == base) {
                        return;
                    }
                    link = pop();
                    node = (Computed<?>) link.sub;
                } while (engine.isCurrent(node)); // Somebody further up needed it, too.
                if (node.is(Vertex.TRACKED) && node.stamp < 0) {
                    link = null;
                }
            }
        } finally {
            while (top > base) {
                pop();
            }
        }
    }

    /** Where to begin with a node; null if its function has to run whatever it needed before. */
    private @Nullable Link start(Computed<?> node) {
        if (node.is(Vertex.CYCLIC)) {
            node.stamp = Computed.NEVER; // Cycles depend on who asks first: nothing is known of them.
        }
        return node.stamp < 0 && node.is(Vertex.TRACKED) ? null : node.deps;
    }

    private void recompute(Computed<?> node) {
        if (nested == NESTED) {
            wanted = node;
            ways.add(path(null).toArray(new Computed<?>[0]));
            throw unwinding;
        }
        Engine engine = this.engine;
        Vertex outer = engine.tracker;
        Link outerCursor = engine.cursor;
        long outerRun = engine.run;
        boolean tracked = node.is(Vertex.TRACKED);
        engine.tracker = node;
        if (tracked) {
            engine.cursor = null;
            engine.run = ++engine.runs;
        }
        running[nested] = node;
        tops[nested++] = top;
        node.raise(Vertex.RUNNING);
        if (engine.batches.isOpen()) {
            engine.batches.note(node);
        }
        node.suspend();
        try {
            boolean changed = node.compute();
            if (tracked) {
                engine.endTracking(node);
            }
            node.computed(engine.clock, changed);
        } catch (Unwinding tooDeep) {
            node.raise(Vertex.ABANDONED);
            throw tooDeep;
        } finally {
            node.lower(Vertex.RUNNING);
            running[--nested] = null;
            engine.tracker = outer;
            engine.cursor = outerCursor;
            engine.run = outerRun;
        }
    }

    /** All that wait for one another now, the first first: those on the way down and those whose functions run. */
    private List<Computed<?>> path(@Nullable Computed<?> last) {
        List<Computed<?>> path = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < nested; i++) {
            for (; at < tops[i]; at++) {
                path.add((Computed<?>) way[at].sub);
            }
            path.add(running[i]);
        }
        for (; at < top; at++) {
            path.add((Computed<?>) way[at].sub);
        }
        if (last != null) {
            path.add(last);
        }
        return path;
    }

    /**
     * What to throw at a function that asks for a node which waits for it; marks all that are in the cycle.
     *
     * @param last the node under way that is not in any list; null if there is none
     */
    private CycleException cycle(@Nullable Computed<?> last, Computed<?> again) {
        List<Computed<?>> all = new ArrayList<>();
        ways.forEach(each -> all.addAll(Arrays.asList(each)));
        all.addAll(path(last));
        List<Computed<?>> path = all.subList(all.lastIndexOf(again), all.size());
        for (Computed<?> node : path) {
            node.raise(Vertex.CYCLIC);
            node.lower(Vertex.STALE);
            node.stamp = Computed.NEVER;
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
