package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A set of nodes that change together: what is written in one batch becomes visible at once.
 *
 * <pre>{@code
 * Value<Integer> n = Value.of(3);
 * Value<String> s = Value.of("hello");
 * Derived<String> times = Derived.of(n, s, (i, t) -> t.repeat(i));
 * Graph.batch(() -> {
 *     n.set(4);
 *     s.set("x");
 * });
 * show(times.explain());
 * show(Graph.toMermaid(times));
 * }</pre>
 *
 * <p>Nodes that are created without naming a graph belong to {@link #shared()}. Each graph has one lock, for writing and
 * computing; none is held while hooks or effects run, and a thread waits for one graph's lock at a time, so graphs cannot
 * lock each other up. A function reads nodes of its own graph; values of another come over with {@link HookValue}. A graph
 * that is {@linkplain #confined() confined} has no lock and is to be used by one thread at a time.
 */
public final class Graph {
    private static final Graph SHARED = new Graph(false);

    final Engine engine;

    private Graph(boolean confined) {
        engine = new Engine(this, confined);
    }

    /**
     * The graph of all nodes that name none.
     *
     * @return the one
     */
    public static Graph shared() {
        return SHARED;
    }

    /**
     * Creates a graph with a lock of its own.
     *
     * @return the graph, empty
     */
    public static Graph create() {
        return new Graph(false);
    }

    /**
     * Creates a graph without a lock, for one thread at a time; whoever hands it to another thread makes sure that the other
     * sees what was done before. It is the fastest, and nothing checks that it is used so.
     *
     * @return the graph, empty
     */
    public static Graph confined() {
        return new Graph(true);
    }

    /**
     * Writes several values of the shared graph as one change. What the work reads is what it has written; other threads see
     * all of it or nothing, and read what was before without waiting as long as that needs no computing. Observers and effects
     * hear of it once, when it is over; a value that is what it was before has not changed. If the work throws, what it has
     * written up to then stays. Batches nest; the outermost counts.
     *
     * @param work writes
     * @throws NullPointerException if {@code work} is null
     */
    public static void batch(Runnable work) {
        batch(SHARED, work);
    }

    /**
     * As {@link #batch(Runnable)}, of another graph.
     *
     * @param graph the graph
     * @param work writes
     * @throws NullPointerException if an argument is null
     */
    public static void batch(Graph graph, Runnable work) {
        requireNonNull(graph, "graph");
        requireNonNull(work, "work");
        Batches batches = graph.engine.batches;
        batches.begin();
        try {
            work.run();
        } finally {
            batches.end();
        }
    }

    /**
     * As {@link #batch(Runnable)}, with a result.
     *
     * @param work writes, and returns something
     * @param <R> the type of the result
     * @return what the work returned
     * @throws NullPointerException if {@code work} is null
     */
    public static <R extends @Nullable Object> R batch(Supplier<R> work) {
        return batch(SHARED, work);
    }

    /**
     * As {@link #batch(Supplier)}, of another graph.
     *
     * @param graph the graph
     * @param work writes, and returns something
     * @param <R> the type of the result
     * @return what the work returned
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> R batch(Graph graph, Supplier<R> work) {
        requireNonNull(graph, "graph");
        requireNonNull(work, "work");
        Batches batches = graph.engine.batches;
        batches.begin();
        try {
            return work.get();
        } finally {
            batches.end();
        }
    }

    /**
     * As {@link #batch(Runnable)}, but if the work throws, everything is as it was before and nobody hears of it. Inside a
     * batch or another transaction, only this one's own writes are taken back.
     *
     * @param work writes
     * @throws NullPointerException if {@code work} is null
     */
    public static void transact(Runnable work) {
        transact(SHARED, work);
    }

    /**
     * As {@link #transact(Runnable)}, of another graph.
     *
     * @param graph the graph
     * @param work writes
     * @throws NullPointerException if an argument is null
     */
    public static void transact(Graph graph, Runnable work) {
        requireNonNull(work, "work");
        transact(graph, () -> {
            work.run();
            return work;
        });
    }

    /**
     * As {@link #transact(Runnable)}, with a result.
     *
     * @param work writes, and returns something
     * @param <R> the type of the result
     * @return what the work returned
     * @throws NullPointerException if {@code work} is null
     */
    public static <R extends @Nullable Object> R transact(Supplier<R> work) {
        return transact(SHARED, work);
    }

    /**
     * As {@link #transact(Supplier)}, of another graph.
     *
     * @param graph the graph
     * @param work writes, and returns something
     * @param <R> the type of the result
     * @return what the work returned
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> R transact(Graph graph, Supplier<R> work) {
        requireNonNull(graph, "graph");
        requireNonNull(work, "work");
        Batches batches = graph.engine.batches;
        Batches.Transaction transaction = batches.beginTransaction();
        boolean done = false;
        try {
            R result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                batches.rollBack(transaction);
            }
            batches.end(transaction);
        }
    }

    /**
     * Keeps this moment of the shared graph: its nodes can be read as they are now, by any thread, while others write.
     *
     * @return the moment, to be closed
     */
    public static GraphSnapshot snapshot() {
        return snapshot(SHARED);
    }

    /**
     * Keeps this moment of another graph.
     *
     * @param graph the graph
     * @return the moment, to be closed
     * @throws NullPointerException if {@code graph} is null
     */
    public static GraphSnapshot snapshot(Graph graph) {
        return GraphSnapshot.of(requireNonNull(graph, "graph").engine);
    }

    /**
     * Reads without becoming dependent: for functions and effects of the shared graph that need a value, but are not to run
     * again when it changes.
     *
     * @param work reads
     * @param <R> the type of the result
     * @return what the work returned
     * @throws NullPointerException if {@code work} is null
     */
    public static <R extends @Nullable Object> R untracked(Supplier<R> work) {
        return untracked(SHARED, work);
    }

    /**
     * As {@link #untracked(Supplier)}, of another graph.
     *
     * @param graph the graph
     * @param work reads
     * @param <R> the type of the result
     * @return what the work returned
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> R untracked(Graph graph, Supplier<R> work) {
        requireNonNull(graph, "graph");
        return graph.engine.untracked(requireNonNull(work, "work"));
    }

    /**
     * Starts or stops counting computations and answers from the cache, and remembering why nodes were computed. Off, it
     * costs nothing; on, every read looks closer.
     *
     * @param on whether to trace the shared graph from now on
     */
    public static void trace(boolean on) {
        trace(SHARED, on);
    }

    /**
     * As {@link #trace(boolean)}, of another graph.
     *
     * @param graph the graph
     * @param on whether to trace it from now on
     * @throws NullPointerException if {@code graph} is null
     */
    public static void trace(Graph graph, boolean on) {
        requireNonNull(graph, "graph").engine.trace(on);
    }

    /**
     * Draws what a node comes from and what depends on it, as a Mermaid flowchart. Dependencies that are found out while
     * computing are those of the last time; dependents are those that somebody observes.
     *
     * @param node where to begin
     * @return the diagram's text
     * @throws NullPointerException if {@code node} is null
     */
    public static String toMermaid(Node<?> node) {
        return Diagram.of(requireNonNull(node, "node")).toMermaid();
    }

    /**
     * As {@link #toMermaid}, in the language of Graphviz.
     *
     * @param node where to begin
     * @return the diagram's text
     * @throws NullPointerException if {@code node} is null
     */
    public static String toDot(Node<?> node) {
        return Diagram.of(requireNonNull(node, "node")).toDot();
    }
}
