package dev.observatory.graph;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open batch of a graph, and what its nodes were before: for those readers whom the batch does not concern yet, to find
 * out what has really changed when it is over, and to go back if it fails.
 *
 * <p>Values change in place. A node is logged, and says so in its flags, before its value changes; readers without the lock
 * who see the flag after the value look here instead. This object's monitor keeps them from seeing half of a commit.
 */
final class Batches {
    private static final int SMALL = 64;

    private final Engine engine;
    private int depth;
    private int size;
    private @Nullable Node<?>[] nodes = new Node<?>[SMALL];
    private @Nullable Object[] values = new Object[SMALL];
    private long[] bits = new long[SMALL];
    private long[] changes = new long[SMALL];
    private long[] stamps = new long[SMALL];

    /** Whether an entry is not the first of its node. */
    private boolean[] repeated = new boolean[SMALL];

    /** Made when a reader without the lock looks for the first time: where nodes stand, as far as indexed. */
    private @Nullable IdentityHashMap<Node<?>, Integer> known;

    private int indexed;

    /** Where the innermost transaction inside a batch begins, and what it has logged; null at the outermost level. */
    private @Nullable Set<Node<?>> nested;

    Batches(Engine engine) {
        this.engine = engine;
    }

    boolean isOpen() {
        return depth > 0;
    }

    /** Opens a batch, or goes on in the open one. Takes the lock. */
    void begin() {
        engine.enter();
        depth++;
        if (engine.tracker == null) {
            engine.tracker = engine.resting();
        }
    }

    /** Ends it. What the outermost one did becomes visible, and reactions run. */
    void end() {
        if (depth > 1) {
            depth--;
            engine.exit();
            return;
        }
        try {
            commit();
        } finally {
            depth = 0;
            if (engine.tracker == Engine.NOBODY) {
                engine.tracker = engine.resting();
            }
            engine.reactions.flushAndExit();
        }
    }

    /** Remembers what a node is, before it changes. */
    void note(Node<?> node) {
        boolean again = node.is(Vertex.LOGGED);
        Set<Node<?>> inner = nested;
        if (inner == null ? again : !inner.add(node)) {
            return;
        }
        if (engine.isConfined()) {
            append(node, again);
            node.raise(Vertex.LOGGED);
            return;
        }
        synchronized (this) {
            append(node, again);
        }
        Node.FLAGS.setOpaque(node, node.flags | Vertex.LOGGED);
        VarHandle.storeStoreFence();
    }

    private void append(Node<?> node, boolean again) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
            repeated = Arrays.copyOf(repeated, size * 2);
            values = Arrays.copyOf(values, size * 2);
            bits = Arrays.copyOf(bits, size * 2);
            changes = Arrays.copyOf(changes, size * 2);
            stamps = Arrays.copyOf(stamps, size * 2);
        }
        nodes[size] = node;
        repeated[size] = again;
        values[size] = node.value;
        bits[size] = node.bits();
        changes[size] = node.changedAt;
        stamps[size++] = node instanceof ComputedNode<?> computed ? computed.stamp : 0;
    }

    /** Opens a transaction: from here on can be gone back to here. Takes the lock. */
    Transaction beginTransaction() {
        begin();
        Transaction transaction = new Transaction(size, nested);
        if (depth > 1) {
            nested = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return transaction;
    }

    /** Ends it, after {@link #rollBack} if it failed. */
    void end(Transaction transaction) {
        nested = transaction.outer;
        end();
    }

    /** Gives everything back its value of the beginning. What was computed in between is to be checked again. */
    void rollBack(Transaction transaction) {
        for (int i = size - 1; i >= transaction.from; i--) {
            restore(i);
        }
        engine.clock++;
    }

    /** The nodes that were computed since a transaction began, and are right as they stand. */
    List<ComputedNode<?>> computedIn(Transaction transaction) {
        List<ComputedNode<?>> found = new ArrayList<>();
        for (int i = transaction.from; i < size; i++) {
            if (nodes[i] instanceof ComputedNode<?> computed && engine.isCurrent(computed)) {
                found.add(computed);
            }
        }
        return found;
    }

    /** Where a transaction began, and the one around it. */
    record Transaction(int from, @Nullable Set<Node<?>> outer) {}

    private void commit() {
        for (int i = 0; i < size; i++) {
            if (!repeated[i]) {
                settle(i, nodes[i]);
            }
        }
        if (engine.isConfined()) {
            engine.publish();
            clear();
            return;
        }
        synchronized (this) {
            engine.publish();
            VarHandle.storeStoreFence();
            clear();
        }
    }

    private void clear() {
        for (int i = 0; i < size; i++) {
            nodes[i].lower(Vertex.LOGGED | Vertex.TOUCHED);
            nodes[i] = null;
            values[i] = null;
        }
        size = 0;
        known = null;
        if (nodes.length > SMALL * SMALL) {
            allocate();
        }
    }

    private void allocate() {
        nodes = new Node<?>[SMALL];
        repeated = new boolean[SMALL];
        values = new Object[SMALL];
        bits = new long[SMALL];
        changes = new long[SMALL];
        stamps = new long[SMALL];
    }

    /** What has its old value again has not changed, whatever it was meanwhile. */
    private void settle(int i, Node<?> node) {
        if (node instanceof ComputedNode<?> computed && !engine.isCurrent(computed)) {
            restore(i);
        } else if (!node.is(Vertex.TOUCHED) && node.isAsBefore(values[i], bits[i])) {
            node.changedAt = changes[i];
        }
    }

    private void restore(int i) {
        Node<?> node = nodes[i];
        if (node instanceof ComputedNode<?> computed) {
            computed.suspend();
            // What a tracked node depended on then is not known any more.
            computed.stamp = computed.is(Vertex.TRACKED) ? ComputedNode.NEVER : stamps[i];
            if (node.subs != null && !node.is(Vertex.STALE)) {
                node.raise(Vertex.STALE);
                engine.dirtyMarker.mark(engine, node.subs);
            }
        }
        node.value = values[i];
        node.restoreBits(bits[i]);
        node.changedAt = changes[i];
    }

    /**
     * For readers without the lock, who hold this object's monitor: where a node stands in the log; -1 if the batch that
     * changed it is over by now.
     */
    int find(Node<?> node) {
        if (!node.is(Vertex.LOGGED)) {
            return -1;
        }
        IdentityHashMap<Node<?>, Integer> places = known;
        if (places == null) {
            places = new IdentityHashMap<>();
            known = places;
            indexed = 0;
        }
        for (; indexed < size; indexed++) {
            places.putIfAbsent(nodes[indexed], indexed);
        }
        return places.getOrDefault(node, -1);
    }

    /** What a node was, for such readers. */
    @Nullable
    Object boxedBefore(int place, Node<?> node) {
        return node.boxed(values[place], bits[place]);
    }

    boolean wasFresh(int place, Node<?> node, long epoch) {
        return !(node instanceof ComputedNode) || stamps[place] == epoch;
    }
}
