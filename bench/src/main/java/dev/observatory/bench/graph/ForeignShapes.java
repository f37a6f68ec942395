package dev.observatory.bench.graph;

import java.util.ArrayList;
import java.util.List;

/** The shapes that libraries without batches and tracking support. */
final class ForeignShapes<N> {
    private final ForeignGraph<N> graph;

    /** The observed nodes: JavaFX holds bindings weakly, so unreferenced ones would be collected. */
    private final List<N> kept = new ArrayList<>();

    ForeignShapes(ForeignGraph<N> graph) {
        this.graph = graph;
    }

    Shapes.Iteration loop(String name) {
        N head = graph.value(0);
        return switch (name) {
            case "avoidable" -> written(head, 1_000, avoidable(head));
            case "broad" -> written(head, 50, broad(head));
            case "deep" -> written(head, 50, observed(chain(head, 50)));
            case "diamond" -> {
                List<N> row = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    row.add(graph.map(head, n -> n + 1));
                }
                yield written(head, 500, observed(graph.combine(row, 0, Integer::sum)));
            }
            case "triangle" -> {
                List<N> row = new ArrayList<>(List.of(head));
                for (int i = 1; i < 10; i++) {
                    row.add(graph.map(row.get(i - 1), n -> n + 1));
                }
                yield written(head, 100, observed(graph.combine(row, 0, Integer::sum)));
            }
            default -> throw new IllegalArgumentException("Unknown shape [" + name + "]");
        };
    }

    private N avoidable(N head) {
        N c2 = graph.map(graph.map(head, n -> n), n -> 0);
        return observed(graph.map(graph.map(graph.map(c2, n -> n + 1), n -> n + 2), n -> n + 3));
    }

    private N broad(N head) {
        N last = head;
        for (int i = 0; i < 50; i++) {
            int add = i;
            last = observed(graph.map(graph.map(head, n -> n + add), n -> n + 1));
        }
        return last;
    }

    private N chain(N head, int length) {
        N end = head;
        for (int i = 0; i < length; i++) {
            end = graph.map(end, n -> n + 1);
        }
        return end;
    }

    private N observed(N node) {
        kept.add(node);
        graph.effect(node);
        return node;
    }

    private Shapes.Iteration written(N head, int writes, N end) {
        return () -> {
            graph.set(head, 1);
            long sum = 0;
            for (int i = 0; i < writes; i++) {
                graph.set(head, i);
                sum += graph.get(end);
            }
            return sum;
        };
    }

    Shapes.Iteration update(String kind) {
        int left = Integer.parseInt(kind.split("-to-", -1)[0]);
        int right = Integer.parseInt(kind.split("-to-", -1)[1]);
        List<N> sources = new ArrayList<>();
        for (int i = 0; i < left; i++) {
            sources.add(graph.value(0));
        }
        for (int i = 0; i < right; i++) {
            observed(left == 1 ? graph.map(sources.get(0), n -> n) : graph.combine(sources, 0, Integer::sum));
        }
        int writes = Math.max(10_000, 400_000 / (left * right));
        int[] number = {0};
        return () -> {
            for (int i = 0; i < writes; i++) {
                graph.set(sources.get(0), ++number[0] & 1023);
            }
            for (N node : kept) {
                if (graph.get(node) != (number[0] & 1023)) {
                    throw new IllegalStateException("Benchmark is wrong: a node was not updated");
                }
            }
            return 0;
        };
    }
}
