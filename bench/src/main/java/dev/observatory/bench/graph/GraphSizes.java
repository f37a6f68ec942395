package dev.observatory.bench.graph;

import com.sun.management.ThreadMXBean;
import dev.observatory.bench.run.UsedHeap;
import dev.observatory.graph.Derived;
import dev.observatory.graph.Effect;
import dev.observatory.graph.Graph;
import dev.observatory.graph.IntDerived;
import dev.observatory.graph.IntValue;
import dev.observatory.graph.Value;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * Measures the size of nodes, as the growth of the heap over 100,000 of them including their functions, and the time and
 * allocation of the smallest step through a graph.
 */
final class GraphSizes {
    static final int COUNT = 100_000;
    private static final int STEPS = 4_000_000;

    private static int seen;

    private GraphSizes() {}

    /** Returns the bytes per node. */
    static double bytes(Graph graph, String what) {
        return switch (what) {
            case "value" -> bytes(i -> Value.of(graph, 1));
            case "derived" ->
                bytes(i -> {
                    Derived<Integer> node = Derived.of(Value.of(graph, 1), n -> n);
                    node.get();
                    return node;
                });
            case "effect" ->
                bytes(i -> {
                    Derived<Integer> node = Derived.of(Value.of(graph, 1), n -> n);
                    return Effect.of(graph, () -> seen = node.get());
                });
            case "int-value" -> bytes(i -> IntValue.of(graph, 1));
            case "int-derived" ->
                bytes(i -> {
                    IntDerived node = IntDerived.of(IntValue.of(graph, 1), n -> n);
                    node.getAsInt();
                    return node;
                });
            case "int-effect" ->
                bytes(i -> {
                    IntDerived node = IntDerived.of(IntValue.of(graph, 1), n -> n);
                    return Effect.of(graph, () -> seen = node.getAsInt());
                });
            default -> throw new IllegalArgumentException("Unknown node [" + what + "]");
        };
    }

    private static double bytes(IntFunction<Object> make) {
        Object[] made = new Object[COUNT];
        made[0] = make.apply(0);
        long before = UsedHeap.bytes();
        for (int i = 0; i < COUNT; i++) {
            made[i] = make.apply(i);
        }
        long after = UsedHeap.bytes();
        return made[COUNT - 1] == null ? Double.NaN : (double) (after - before) / COUNT;
    }

    /** Measures setting a value and getting a derived one: nanoseconds, or bytes allocated. */
    static double step(Graph graph, String what) {
        IntValue value = IntValue.of(graph, 0);
        IntDerived node = IntDerived.of(value, n -> n + 1);
        steps(value, node);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        steps(value, node);
        long nanos = System.nanoTime() - start;
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        // The measurement itself allocates less than one byte per step.
        return what.equals("allocated") ? Math.floor((double) bytes / STEPS) : (double) nanos / STEPS;
    }

    private static void steps(IntValue value, IntDerived node) {
        for (int i = 0; i < STEPS; i++) {
            value.set(i);
            int got = node.getAsInt();
            seen += got;
            if (got != i + 1) {
                throw new IllegalStateException("Benchmark is wrong: a node was not updated");
            }
        }
    }
}
