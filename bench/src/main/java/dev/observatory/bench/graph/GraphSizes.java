package dev.observatory.bench.graph;

import dev.observatory.graph.Derived;
import dev.observatory.graph.Effect;
import dev.observatory.graph.Graph;
import dev.observatory.graph.IntDerived;
import dev.observatory.graph.IntValue;
import dev.observatory.graph.Value;
import java.util.Locale;
import java.util.function.IntFunction;

/** What nodes weigh: the growth of the heap over 100,000 of them, functions included. */
final class GraphSizes {
    private static final int COUNT = 100_000;
    private static final int WRITES = 20_000_000;

    private static int seen;

    private GraphSizes() {}

    static void print() {
        Graph graph = Graph.confined();
        System.out.printf(
                Locale.ROOT,
                "bytes: value %.0f, value + derived %.0f, value + derived + effect %.0f (alien 120, 249, 339; goal 250)%n",
                bytes(i -> Value.of(graph, 1)),
                bytes(i -> {
                    Derived<Integer> node = Derived.of(Value.of(graph, 1), n -> n);
                    node.get();
                    return node;
                }),
                bytes(i -> {
                    Derived<Integer> node = Derived.of(Value.of(graph, 1), n -> n);
                    return Effect.of(graph, () -> seen = node.get());
                }));
        System.out.printf(
                Locale.ROOT,
                "bytes of primitive forms: %.0f, %.0f, %.0f%n",
                bytes(i -> IntValue.of(graph, 1)),
                bytes(i -> {
                    IntDerived node = IntDerived.of(IntValue.of(graph, 1), n -> n);
                    node.getAsInt();
                    return node;
                }),
                bytes(i -> {
                    IntDerived node = IntDerived.of(IntValue.of(graph, 1), n -> n);
                    return Effect.of(graph, () -> seen = node.getAsInt());
                }));
        System.out.printf(
                Locale.ROOT,
                "set and get through one clean derived: confined %.1f ns, locked %.1f ns (goal 25 confined)%n",
                setAndGet(Graph.confined()),
                setAndGet(Graph.create()));
    }

    private static double bytes(IntFunction<Object> make) {
        Object[] made = new Object[COUNT];
        made[0] = make.apply(0);
        long before = used();
        for (int i = 0; i < COUNT; i++) {
            made[i] = make.apply(i);
        }
        long after = used();
        return made[COUNT - 1] == null ? Double.NaN : (double) (after - before) / COUNT;
    }

    private static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }

    private static double setAndGet(Graph graph) {
        IntValue value = IntValue.of(graph, 0);
        IntDerived node = IntDerived.of(value, n -> n + 1);
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < 5; run++) {
            long start = System.nanoTime();
            for (int i = 0; i < WRITES / 5; i++) {
                value.set(i);
                seen += node.getAsInt();
            }
            best = Math.min(best, (System.nanoTime() - start) / (WRITES / 5.0));
        }
        return best;
    }
}
