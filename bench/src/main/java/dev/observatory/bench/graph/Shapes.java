package dev.observatory.bench.graph;

import dev.observatory.graph.Derived;
import dev.observatory.graph.DoubleDerived;
import dev.observatory.graph.DoubleValue;
import dev.observatory.graph.Effect;
import dev.observatory.graph.Graph;
import dev.observatory.graph.IntDerived;
import dev.observatory.graph.IntValue;
import dev.observatory.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The compared graphs, built idiomatically: with declared inputs where these never change. */
final class Shapes {
    private static final int NODES = 100_000;

    private final Graph graph;

    /** The sink of all effects, which prevents dead-code elimination. */
    private int seen;

    private double seenDouble;

    Shapes(Graph graph) {
        this.graph = graph;
    }

    private IntValue value(int initial) {
        return IntValue.of(graph, initial);
    }

    private void effect(IntDerived node) {
        Effect.of(graph, () -> seen = node.getAsInt());
    }

    private void write(IntValue target, int value) {
        Graph.batch(graph, () -> target.set(value));
    }

    /** One iteration of a shape; its result is verified. */
    interface Iteration {
        long run();
    }

    Iteration loop(String name) {
        return switch (name) {
            case "avoidable" -> avoidable();
            case "broad" -> broad();
            case "deep" -> deep();
            case "diamond" -> diamond();
            case "mux" -> mux();
            case "repeated" -> repeated();
            case "triangle" -> triangle();
            case "unstable" -> unstable();
            default -> throw new IllegalArgumentException("Unknown shape [" + name + "]");
        };
    }

    private Iteration avoidable() {
        IntValue head = value(0);
        IntDerived c1 = IntDerived.of(head, n -> n);
        IntDerived c2 = IntDerived.of(c1, n -> 0);
        IntDerived c3 = IntDerived.of(c2, n -> n + 1);
        IntDerived c4 = IntDerived.of(c3, n -> n + 2);
        IntDerived c5 = IntDerived.of(c4, n -> n + 3);
        effect(c5);
        return written(head, 1_000, c5);
    }

    private Iteration written(IntValue head, int writes, IntDerived end) {
        return () -> {
            write(head, 1);
            long sum = 0;
            for (int i = 0; i < writes; i++) {
                write(head, i);
                sum += end.getAsInt();
            }
            return sum;
        };
    }

    private Iteration broad() {
        IntValue head = value(0);
        IntDerived last = null;
        for (int i = 0; i < 50; i++) {
            int add = i;
            IntDerived a = IntDerived.of(head, n -> n + add);
            last = IntDerived.of(a, n -> n + 1);
            effect(last);
        }
        return written(head, 50, last);
    }

    private Iteration deep() {
        IntValue head = value(0);
        IntDerived end = IntDerived.of(head, n -> n + 1);
        for (int i = 1; i < 50; i++) {
            end = IntDerived.of(end, n -> n + 1);
        }
        effect(end);
        return written(head, 50, end);
    }

    private Iteration diamond() {
        IntValue head = value(0);
        List<IntDerived> row = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            row.add(IntDerived.of(head, n -> n + 1));
        }
        IntDerived total = IntDerived.of(row, 0, Integer::sum);
        effect(total);
        return written(head, 500, total);
    }

    private Iteration mux() {
        IntValue[] heads = new IntValue[100];
        Arrays.setAll(heads, i -> value(0));
        Derived<int[]> all = Derived.of(graph, () -> {
            int[] values = new int[heads.length];
            for (int i = 0; i < heads.length; i++) {
                values[i] = heads[i].getAsInt();
            }
            return values;
        });
        IntDerived[] ends = new IntDerived[heads.length];
        for (int i = 0; i < heads.length; i++) {
            int place = i;
            ends[i] = IntDerived.of(IntDerived.from(all, values -> values[place]), n -> n + 1);
            effect(ends[i]);
        }
        return () -> {
            long sum = 0;
            for (int i = 0; i < 10; i++) {
                write(heads[i], i);
                sum += ends[i].getAsInt();
            }
            for (int i = 0; i < 10; i++) {
                write(heads[i], i * 2);
                sum += ends[i].getAsInt();
            }
            return sum;
        };
    }

    private Iteration repeated() {
        IntValue head = value(0);
        IntDerived total = IntDerived.of(graph, () -> {
            int sum = 0;
            for (int i = 0; i < 30; i++) {
                sum += head.getAsInt();
            }
            return sum;
        });
        effect(total);
        return written(head, 100, total);
    }

    private Iteration triangle() {
        IntValue head = value(0);
        List<Node<Integer>> row = new ArrayList<>(List.of(head));
        for (int i = 1; i < 10; i++) {
            row.add(IntDerived.of(row.get(i - 1), n -> n + 1));
        }
        IntDerived total = IntDerived.of(row, 0, Integer::sum);
        effect(total);
        return written(head, 100, total);
    }

    private Iteration unstable() {
        IntValue head = value(0);
        IntDerived twice = IntDerived.of(head, n -> n * 2);
        IntDerived inverse = IntDerived.of(head, n -> -n);
        IntDerived total = IntDerived.of(graph, () -> {
            int sum = 0;
            for (int i = 0; i < 20; i++) {
                sum += head.getAsInt() % 2 != 0 ? twice.getAsInt() : inverse.getAsInt();
            }
            return sum;
        });
        effect(total);
        return written(head, 100, total);
    }

    /** Builds the layers. The returned function reads, writes, reads again and returns the values read. */
    Supplier<String> cellx(int layers) {
        IntValue[] start = {value(1), value(2), value(3), value(4)};
        List<Node<Integer>> layer = List.of(start);
        for (int i = 0; i < layers; i++) {
            IntDerived p1 = IntDerived.of(layer.get(1), n -> n);
            IntDerived p2 = IntDerived.of(layer.get(0), layer.get(2), (a, b) -> a - b);
            IntDerived p3 = IntDerived.of(layer.get(1), layer.get(3), Integer::sum);
            IntDerived p4 = IntDerived.of(layer.get(2), n -> n);
            effect(p1);
            effect(p2);
            effect(p3);
            effect(p4);
            layer = List.of(p1, p2, p3, p4);
        }
        List<Node<Integer>> end = layer;
        return () -> {
            String before = read(end);
            Graph.batch(graph, () -> {
                start[0].set(4);
                start[1].set(3);
                start[2].set(2);
                start[3].set(1);
            });
            return before + "->" + read(end);
        };
    }

    private static String read(List<Node<Integer>> nodes) {
        return nodes.stream().map(Node::get).toList().toString().replace(" ", "");
    }

    /** Creates about 100,000 nodes. */
    Object create(String kind) {
        if (kind.equals("sources")) {
            IntValue[] sources = new IntValue[NODES];
            Arrays.setAll(sources, this::value);
            return sources;
        }
        int left = left(kind);
        int right = right(kind);
        IntValue[] sources = new IntValue[right == 1 ? NODES : NODES / right];
        Arrays.setAll(sources, this::value);
        for (int i = 0; i < sources.length; i += left) {
            for (int j = 0; j < right; j++) {
                effect(sumOf(sources, i, left));
            }
        }
        return sources;
    }

    private static IntDerived sumOf(IntValue[] sources, int from, int count) {
        return switch (count) {
            case 1 -> IntDerived.of(sources[from], n -> n);
            case 2 -> IntDerived.of(sources[from], sources[from + 1], Integer::sum);
            default -> IntDerived.of(Arrays.asList(sources).subList(from, from + count), 0, Integer::sum);
        };
    }

    private static int left(String kind) {
        return Integer.parseInt(kind.split("-to-", -1)[0]);
    }

    private static int right(String kind) {
        return Integer.parseInt(kind.split("-to-", -1)[1]);
    }

    Iteration update(String kind) {
        int left = left(kind);
        int right = right(kind);
        IntValue[] sources = new IntValue[left];
        Arrays.setAll(sources, this::value);
        IntDerived[] nodes = new IntDerived[right];
        Arrays.setAll(nodes, i -> sumOf(sources, 0, left));
        for (IntDerived node : nodes) {
            effect(node);
        }
        int writes = Math.max(10_000, 400_000 / (left * right));
        int[] number = {0};
        return () -> {
            for (int i = 0; i < writes; i++) {
                write(sources[0], ++number[0] & 1023);
            }
            long sum = 0;
            for (IntDerived node : nodes) {
                sum += node.getAsInt();
            }
            return sum;
        };
    }

    Supplier<String> layered(LayeredSize size) {
        Counts counts = new Counts();
        RandomNumbers draws = new RandomNumbers();
        DoubleValue[] sources = new DoubleValue[size.width()];
        Arrays.setAll(sources, i -> DoubleValue.of(graph, i));
        List<Node<Double>> row = List.of(sources);
        for (int layer = 1; layer < size.layers(); layer++) {
            List<Node<Double>> next = new ArrayList<>();
            for (int j = 0; j < size.width(); j++) {
                List<Node<Double>> inputs = size.inputs(row, j);
                next.add(draws.next() < size.fixed() ? fixed(inputs, counts) : dynamic(inputs, counts));
            }
            row = next;
        }
        DoubleSupplier[] leaves = suppliers(size.leavesOf(row));
        Effect.of(graph, () -> {
            for (DoubleSupplier leaf : leaves) {
                seenDouble = leaf.getAsDouble();
            }
        });
        return () -> {
            counts.dynamic = 0;
            counts.folds = 0;
            for (int i = 0; i < size.iterations(); i++) {
                int at = i % size.width();
                int write = i + at;
                Graph.batch(graph, () -> sources[at].set(write));
                for (DoubleSupplier leaf : leaves) {
                    seenDouble = leaf.getAsDouble();
                }
            }
            double sum = 0;
            for (DoubleSupplier leaf : leaves) {
                sum += leaf.getAsDouble();
            }
            return LayeredSize.text(sum, counts.dynamic + counts.folds / size.reads());
        };
    }

    /** Counts executions of functions: a node with declared inputs folds each input once. */
    private static final class Counts {
        private long dynamic;
        private long folds;
    }

    private static DoubleDerived fixed(List<Node<Double>> inputs, Counts counts) {
        return DoubleDerived.of(inputs, 0, (sum, each) -> {
            counts.folds++;
            return sum + each;
        });
    }

    private DoubleDerived dynamic(List<Node<Double>> inputs, Counts counts) {
        DoubleSupplier[] read = suppliers(inputs);
        int tail = read.length - 1;
        return DoubleDerived.of(graph, () -> {
            counts.dynamic++;
            double sum = read[0].getAsDouble();
            boolean drops = ((long) sum & 1) != 0;
            int dropped = (int) (sum % tail);
            for (int i = 0; i < tail; i++) {
                if (!(drops && i == dropped)) {
                    sum += read[i + 1].getAsDouble();
                }
            }
            return sum;
        });
    }

    private static DoubleSupplier[] suppliers(List<Node<Double>> nodes) {
        return nodes.stream().map(DoubleSupplier.class::cast).toArray(DoubleSupplier[]::new);
    }
}
