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
 * The open batch of a graph and the previous values of its nodes: for readers outside the batch, for finding out at its
 * end what has really changed, and for rolling back if it fails.
 *
 * <p>Values change in place. A node is logged, and flagged as such, before its value changes; lock-free readers that
 * see the flag after the value read the log instead. The monitor of this object keeps them from seeing a partial
 * commit.
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

    /** The positions of nodes in the log, as far as indexed; created by the first lock-free reader. */
    private @Nullable IdentityHashMap<Node<?>, Integer> known;

    private int indexed;

    /** The clock after the last rollback. */
    private long restoredAt;

    /** The nodes that the innermost transaction inside a batch has logged; null at the outermost level. */
    private @Nullable Set<Node<?>> nested;

    Batches(Engine engine) {
        this.engine = engine;
    }

    boolean isOpen() {
        return depth > 0;
    }

    /** Opens a batch, or joins the open one. Takes the lock. */
    void begin() {
        engine.enter();
        depth++;
        if (engine.tracker == null) {
            engine.tracker = engine.resting();
        }
        if (depth == 1) {
            engine.reactions.makeDelayedWrites();
        }
    }

    /** Ends the batch. The writes of the outermost one become visible, and reactions run. */
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
            if (engine.tracker == Engine.UNTRACKED) {
                engine.tracker = engine.resting();
            }
            engine.reactions.flushAndExit();
        }
    }

    /** Logs the value of a node before it changes. */
    void log(Node<?> node) {
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
        stamps[size++] = node instanceof ComputedNode<?> computed ? computed.stamp : node.flags & Vertex.TOUCHED;
    }

    /** Opens a transaction, which can be rolled back to this point. Takes the lock. */
    Transaction beginTransaction() {
        begin();
        Transaction transaction = new Transaction(size, nested);
        if (depth > 1 || size > 0) {
            nested = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return transaction;
    }

    /** Ends a transaction: keeps its writes, or restores the values from its beginning. */
    void end(Transaction transaction, boolean keep) {
        try {
            if (!keep) {
                rollBack(transaction);
            }
        } finally {
            nested = transaction.outer;
            end();
        }
    }

    /** Restores the values from the beginning of a transaction. Nodes computed since then are checked again. */
    private void rollBack(Transaction transaction) {
        // Whatever was hot was current then, unless a batch was open or reactions were waiting.
        boolean exact = depth == 1 && transaction.from == 0 && !engine.reactions.areFlushing();
        for (int i = size - 1; i >= transaction.from; i--) {
            boolean relinked = nodes[i].is(Vertex.RELINKED);
            restore(i);
            if (exact && relinked && nodes[i].subs != null && stamps[i] >= 0) {
                nodes[i].raise(Vertex.RESTORED);
            }
        }
        restoredAt = ++engine.clock;
    }

    /** Returns whether nothing was written since the last rollback. */
    boolean isRestoredNow() {
        return restoredAt == engine.clock;
    }

    /** Returns the nodes that were computed since a transaction began and are up to date. */
    List<ComputedNode<?>> computedIn(Transaction transaction) {
        List<ComputedNode<?>> found = new ArrayList<>();
        for (int i = transaction.from; i < size; i++) {
            if (nodes[i] instanceof ComputedNode<?> computed && engine.isCurrent(computed)) {
                found.add(computed);
            }
        }
        return found;
    }

    /** The position in the log where a transaction began, and the nodes logged by the enclosing one. */
    record Transaction(int from, @Nullable Set<Node<?>> outer) {}

    private void commit() {
        try {
            for (int i = 0; i < size; i++) {
                if (!repeated[i]) {
                    settle(i, nodes[i]);
                }
            }
        } finally {
            publish();
        }
    }

    private void publish() {
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
            nodes[i].lower(Vertex.LOGGED | Vertex.TOUCHED | Vertex.RELINKED);
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

    /** Resets the change of a node whose value equals the one before the batch. */
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
            // Of a tracked node, the value is valid only if the dependencies are known that it had then.
            computed.stamp = computed.is(Vertex.RELINKED) ? ComputedNode.NEVER : stamps[i];
            if (node.subs != null && !node.is(Vertex.STALE)) {
                node.raise(Vertex.STALE);
                engine.dirtyMarker.mark(engine, node.subs);
            }
        } else {
            if (!engine.snapshots.areNone()) {
                engine.snapshots.keep((Source<?>) node);
            }
            node.lower(Vertex.TOUCHED);
            node.raise((int) stamps[i]);
        }
        node.value = values[i];
        node.restoreBits(bits[i]);
        node.changedAt = changes[i];
    }

    /**
     * Returns the position of a node in the log, for lock-free readers that hold the monitor; -1 if the batch that
     * changed it has ended.
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

    /** Returns the previous value of a node, for such readers. */
    @Nullable
    Object boxedBefore(int place, Node<?> node) {
        return node.boxed(values[place], bits[place]);
    }

    boolean wasFresh(int place, Node<?> node, long epoch) {
        return !(node instanceof ComputedNode) || stamps[place] == epoch;
    }
}
