package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a graph at one moment: every node has the value that it had then, regardless of later writes. Can be
 * read by any thread.
 *
 * <pre>{@code
 * Value<Integer> low = Value.of(1);
 * Value<Integer> high = Value.of(9);
 * try (GraphSnapshot moment = Graph.snapshot()) {
 *     int width = moment.get(high) - moment.get(low);
 * }
 * }</pre>
 *
 * <p>While a snapshot is open, the first write to each value keeps the previous one. A derived node whose inputs were
 * written since is computed again from the old values, together with the nodes that it needs, with the graph's lock
 * held: functions must give the same result for the same values. The state of an {@link AsyncDerived} is kept when the
 * snapshot is taken; reading it, or nodes derived from it, starts no work and disturbs none. A snapshot that becomes unreachable without being
 * closed has no further cost once it is collected.
 */
public final class GraphSnapshot implements AutoCloseable {
    private final Engine engine;
    private final long moment;

    /**
     * The previous values of sources that have changed since. Guarded by the engine's lock, as are the fields below.
     */
    private final IdentityHashMap<Source<?>, Kept> kept = new IdentityHashMap<>();

    private final IdentityHashMap<Node<?>, @Nullable Object> computed = new IdentityHashMap<>();
    private boolean closed;

    /** A previous value, as an object or as the bits of a primitive. */
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
            for (AsyncDerived<?> each : List.copyOf(engine.snapshots.asyncs())) {
                snapshot.computed.put(each.state(), each.known());
            }
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
     * Returns the value that a node had at the time of the snapshot.
     *
     * @param node a node of the graph
     * @param <T> the type of its value
     * @return the value
     * @throws NullPointerException if {@code node} is null
     * @throws IllegalArgumentException if the node belongs to another graph
     * @throws IllegalStateException if the snapshot is closed, or if the function of a derived node calls this method
     * @throws NoValueException if the node had no value
     * @throws ComputationException if the value cannot be computed
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // Null only if T is nullable.
    public <T extends @Nullable Object> T get(Node<T> node) {
        if (requireNonNull(node, "node").engine != engine) {
            throw new IllegalArgumentException("A snapshot has the nodes of its own graph only; [" + node.name()
                    + "] belongs to another; take a snapshot of node.graph()");
        }
        engine.beginReaction();
        Vertex outer = engine.tracker;
        try {
            engine.tracker = outer == null ? null : Engine.UNTRACKED;
            if (closed) {
                throw new IllegalStateException(
                        "The snapshot is closed; read [" + node.name() + "] before, or take another");
            }
            if (node instanceof Source<?> source) {
                Kept before = kept.get(source);
                return (T) (before == null ? node.now() : node.given(node.boxed(before.value, before.bits)));
            }
            if (!computed.containsKey(node)) {
                if (engine.clock == moment && engine.snapshots.asyncs().isEmpty()) {
                    engine.prepare(node);
                    return node.now();
                }
                computeInPast(node);
            }
            return (T) node.given(computed.get(node));
        } finally {
            engine.tracker = outer;
            engine.endWrite();
        }
    }

    /** Restores the old values, computes the node, and undoes everything before it becomes visible. */
    private void computeInPast(Node<?> node) {
        Batches batches = engine.batches;
        Batches.Transaction past = batches.beginTransaction();
        GraphSnapshot outer = engine.past;
        engine.past = this;
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
            engine.past = outer;
            batches.end(past, false);
        }
    }

    /** Returns the state of an asynchronous computation as it was; it was pending if it did not exist yet. */
    @SuppressWarnings("unchecked")
    <T extends @Nullable Object> AsyncResult<T> stateOf(AsyncDerived<T> async) {
        AsyncResult<T> then = (AsyncResult<T>) computed.get(async.state());
        return then == null ? new AsyncResult<>(AsyncStatus.PENDING, null, null) : then;
    }

    /** Closes this snapshot, which keeps no values from then on. */
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
