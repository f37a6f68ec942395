package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a graph: every node reads as it was then, whatever is written since, from any thread.
 *
 * <pre>{@code
 * Value<Integer> low = Value.of(1);
 * Value<Integer> high = Value.of(9);
 * try (GraphSnapshot moment = Graph.snapshot()) {
 *     int width = moment.get(high) - moment.get(low);
 * }
 * }</pre>
 *
 * <p>While a snapshot is open, each first write to a value keeps the value before. A derived node whose inputs were written
 * since is computed anew from the old values, and so is what it needs for that, with the graph's lock held: functions must
 * give the same result for the same values. A snapshot that is forgotten without being closed costs nothing once it is
 * garbage.
 */
public final class GraphSnapshot implements AutoCloseable {
    private final Engine engine;
    private final long moment;

    /** What sources were, whose value has changed since. Guarded by the engine's lock, as is the rest. */
    private final IdentityHashMap<Source<?>, Kept> kept = new IdentityHashMap<>();

    private final IdentityHashMap<Node<?>, @Nullable Object> computed = new IdentityHashMap<>();
    private boolean closed;

    /** A value that was, and the primitive one. */
    private record Kept(@Nullable Object value, long bits) {}

    private GraphSnapshot(Engine engine) {
        this.engine = engine;
        this.moment = engine.clock;
    }

    static GraphSnapshot of(Engine engine) {
        engine.beginReaction();
        try {
            GraphSnapshot snapshot = new GraphSnapshot(engine);
            engine.snapshots.add(snapshot);
            return snapshot;
        } finally {
            engine.exit();
        }
    }

    /** Keeps the value of a source that is about to change. */
    void keep(Source<?> source) {
        if (!kept.containsKey(source)) {
            kept.put(source, new Kept(source.value, source.bits()));
        }
    }

    /**
     * The value that a node had.
     *
     * @param node a node of the graph
     * @param <T> the type of its value
     * @return the value
     * @throws NullPointerException if {@code node} is null
     * @throws IllegalArgumentException if it belongs to another graph
     * @throws IllegalStateException if the snapshot is closed, or a derived node asks while computing
     * @throws NoValueException if it was not set then
     * @throws ComputationException if it could not be computed then
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if T is nullable
    public <T extends @Nullable Object> T get(Node<T> node) {
        if (requireNonNull(node, "node").engine != engine) {
            throw new IllegalArgumentException("A snapshot knows the nodes of its own graph; [" + node.name()
                    + "] belongs to another; take a snapshot of node.graph()");
        }
        engine.beginReaction();
        Vertex outer = engine.tracker;
        try {
            engine.tracker = outer == null ? null : Engine.NOBODY;
            if (closed) {
                throw new IllegalStateException(
                        "The snapshot is closed; read [" + node.name() + "] before, or take another");
            }
            if (node instanceof Source<?> source) {
                Kept before = kept.get(source);
                return (T) (before == null ? node.now() : node.given(node.boxed(before.value, before.bits)));
            }
            if (engine.clock == moment) {
                engine.prepare(node);
                return node.now();
            }
            if (!computed.containsKey(node)) {
                goBackTo(node);
            }
            return (T) node.given(computed.get(node));
        } finally {
            engine.tracker = outer;
            engine.endWrite();
        }
    }

    /** Puts the old values in place, has the node computed, and takes everything back before anybody can see it. */
    private void goBackTo(Node<?> node) {
        Batches batches = engine.batches;
        Batches.Transaction past = batches.beginTransaction();
        try {
            new IdentityHashMap<>(kept).forEach((source, before) -> {
                engine.changing(source);
                source.value = before.value;
                source.restoreBits(before.bits);
            });
            engine.prepare(node);
            computed.put(node, node.boxed(node.value, node.bits()));
            batches.computedIn(past).forEach(each -> computed.put(each, each.boxed(each.value, each.bits())));
        } finally {
            batches.rollBack(past);
            batches.end(past);
        }
    }

    /** Stops keeping what is written from now on. */
    @Override
    public void close() {
        engine.enter();
        try {
            closed = true;
            engine.snapshots.remove(this);
            kept.clear();
            computed.clear();
        } finally {
            engine.exit();
        }
    }
}
