package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A set of nodes that change together: the writes of one batch become visible at once.
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
 * <p>Nodes that are created without a graph belong to {@link #shared()}. Each graph has one lock, for writing and
 * computing. None is held while hooks or effects run, and a thread waits for the lock of one graph at a time, so that
 * graphs cannot deadlock one another. A {@linkplain #confined() confined} graph has no lock and must be used by one thread at
 * a time.
 *
 * <p>Functions and effects are notified of changes in their own graph only; values of another graph are transferred with
 * {@link HookValue}. The first run of a function or an effect that reads a node of another graph is refused with an {@link
 * IllegalStateException}, which {@link Effect#of(Runnable)} throws, and readers of a derived node get as the cause of a {@link
 * ComputationException}. Later runs are not checked, because reads of current values cost nothing more for it: a function must
 * not begin to read another graph later.
 *
 * <p>The program's code may fail at any point, with any exception or error, and the rest of the graph is not affected:
 *
 * <table>
 * <caption>What becomes of a failure</caption>
 * <tr><th>code</th><th>a failure</th></tr>
 * <tr><td>function of a derived node</td><td>is cached and thrown to all readers; errors of the virtual machine are thrown to the
 *     reader and not cached</td></tr>
 * <tr><td>equality</td><td>is thrown by {@link Value#set}, without a change; elsewhere it goes to {@link
 *     dev.observatory.hook.ObserverErrors}, and the values count as different</td></tr>
 * <tr><td>function of {@link Value#update}</td><td>is thrown by {@code update}, without a change</td></tr>
 * <tr><td>work of a batch, of a transaction</td><td>is thrown by the batch, whose writes remain; by the transaction, whose writes
 *     are undone</td></tr>
 * <tr><td>observer, effect, cleanup</td><td>goes to {@code ObserverErrors}; it is called again at the next change</td></tr>
 * <tr><td>executor</td><td>goes to {@code ObserverErrors}, or makes an {@link AsyncDerived} FAILED; it is used again at the next
 *     change</td></tr>
 * <tr><td>work of an {@link AsyncDerived}</td><td>makes its state FAILED</td></tr>
 * <tr><td>{@code toString}, {@code getMessage}</td><td>is replaced by the name of the class in texts of the library</td></tr>
 * </table>
 *
 * <p>Only effects that trigger one another endlessly throw to the writer, a {@link CycleException}, when all other reactions
 * have run.
 */
public final class Graph {
    private static final Graph SHARED = new Graph(false);

    final Engine engine;

    private Graph(boolean confined) {
        engine = new Engine(this, confined);
    }

    /**
     * Returns the graph of all nodes that are created without one.
     *
     * @return the graph
     */
    public static Graph shared() {
        return SHARED;
    }

    /**
     * Creates a graph with its own lock.
     *
     * @return the graph, empty
     */
    public static Graph create() {
        return new Graph(false);
    }

    /**
     * Creates a graph without a lock, for one thread at a time. A program that passes it to another thread must ensure
     * that the other thread sees what was done before. Such a graph is the fastest, and its correct use is not checked.
     *
     * @return the graph, empty
     */
    public static Graph confined() {
        return new Graph(true);
    }

    /**
     * Writes several values of the shared graph as one change. The work reads its own writes; other threads see all of
     * them or none, and read the values from before without waiting as long as those need not be computed. Observers
     * and effects are notified once, at the end; a value that equals the one before the batch has not changed. If the
     * work throws, its writes up to then remain. Batches may be nested; the outermost one determines when the changes
     * become visible. In an observer of a node, the batch begins with the writes of observers that were delayed until then;
     * see {@link Node#updated()}.
     *
     * @param work the writing code, which runs on the calling thread
     * @throws NullPointerException if {@code work} is null
     */
    public static void batch(Runnable work) {
        batch(SHARED, work);
    }

    /**
     * Writes several values of the given graph as one change, like {@link #batch(Runnable)}.
     *
     * @param graph the graph
     * @param work the writing code
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
     * Writes several values of the shared graph as one change, like {@link #batch(Runnable)}, and returns a result.
     *
     * @param work the writing code
     * @param <R> the type of the result
     * @return the result of the work
     * @throws NullPointerException if {@code work} is null
     */
    public static <R extends @Nullable Object> R batch(Supplier<R> work) {
        return batch(SHARED, work);
    }

    /**
     * Writes several values of the given graph as one change, like {@link #batch(Supplier)}.
     *
     * @param graph the graph
     * @param work the writing code
     * @param <R> the type of the result
     * @return the result of the work
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
     * Writes several values of the shared graph as one transaction: like {@link #batch(Runnable)}, but if the work
     * throws, all its writes are undone and no observer is notified: nodes have the same instances again, whatever their values
     * consider equal. Inside a batch or another transaction, only the writes of this transaction are undone.
     *
     * @param work the writing code
     * @throws NullPointerException if {@code work} is null
     */
    public static void transact(Runnable work) {
        transact(SHARED, work);
    }

    /**
     * Writes several values of the given graph as one transaction, like {@link #transact(Runnable)}.
     *
     * @param graph the graph
     * @param work the writing code
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
     * Writes several values of the shared graph as one transaction, like {@link #transact(Runnable)}, and returns a
     * result.
     *
     * @param work the writing code
     * @param <R> the type of the result
     * @return the result of the work
     * @throws NullPointerException if {@code work} is null
     */
    public static <R extends @Nullable Object> R transact(Supplier<R> work) {
        return transact(SHARED, work);
    }

    /**
     * Writes several values of the given graph as one transaction, like {@link #transact(Supplier)}.
     *
     * @param graph the graph
     * @param work the writing code
     * @param <R> the type of the result
     * @return the result of the work
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
            batches.end(transaction, done);
        }
    }

    /**
     * Takes a snapshot of the shared graph: its nodes can be read with their current values by any thread while others
     * write.
     *
     * @return the snapshot, to be closed
     */
    public static GraphSnapshot snapshot() {
        return snapshot(SHARED);
    }

    /**
     * Takes a snapshot of the given graph.
     *
     * @param graph the graph
     * @return the snapshot, to be closed
     * @throws NullPointerException if {@code graph} is null
     */
    public static GraphSnapshot snapshot(Graph graph) {
        return GraphSnapshot.of(requireNonNull(graph, "graph").engine);
    }

    /**
     * Reads without creating dependencies: for functions and effects of the shared graph that need a value, but must
     * not run again when it changes.
     *
     * @param work the reading code
     * @param <R> the type of the result
     * @return the result of the work
     * @throws NullPointerException if {@code work} is null
     */
    public static <R extends @Nullable Object> R untracked(Supplier<R> work) {
        return untracked(SHARED, work);
    }

    /**
     * Reads nodes of the given graph without creating dependencies, like {@link #untracked(Supplier)}.
     *
     * @param graph the graph
     * @param work the reading code
     * @param <R> the type of the result
     * @return the result of the work
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> R untracked(Graph graph, Supplier<R> work) {
        requireNonNull(graph, "graph");
        return graph.engine.untracked(requireNonNull(work, "work"));
    }

    /**
     * Starts or stops tracing the shared graph: counting computations and cache hits, and recording why nodes were
     * computed. Has no cost while it is off; while it is on, no read takes the fast path.
     *
     * @param on whether to trace the shared graph from now on
     */
    public static void trace(boolean on) {
        trace(SHARED, on);
    }

    /**
     * Starts or stops tracing the given graph, like {@link #trace(boolean)}.
     *
     * @param graph the graph
     * @param on whether to trace it from now on
     * @throws NullPointerException if {@code graph} is null
     */
    public static void trace(Graph graph, boolean on) {
        requireNonNull(graph, "graph").engine.trace(on);
    }

    /**
     * Returns a Mermaid flowchart of the nodes that a node is computed from and of those that depend on it. Tracked
     * dependencies are those of the last computation; dependents are those that are observed.
     *
     * @param node the node to start from
     * @return the text of the diagram
     * @throws NullPointerException if {@code node} is null
     */
    public static String toMermaid(Node<?> node) {
        return Diagram.of(requireNonNull(node, "node")).toMermaid();
    }

    /**
     * Returns a Graphviz diagram of the same nodes as {@link #toMermaid}.
     *
     * @param node the node to start from
     * @return the text of the diagram
     * @throws NullPointerException if {@code node} is null
     */
    public static String toDot(Node<?> node) {
        return Diagram.of(requireNonNull(node, "node")).toDot();
    }
}
