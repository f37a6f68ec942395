package dev.observatory.bench.graph;

import dev.observatory.graph.Graph;
import java.util.function.Supplier;

/**
 * Runs one shape in this JVM, as run.mjs does on Node. Arguments: {@code LIBRARY SHAPE WARM-UP-MILLIS}. Prints the fastest run
 * in milliseconds, or the minimum of another measured figure, and the computed result.
 */
final class RunShape {
    private static final int RUNS = 10;
    private static final int FRESH_GRAPHS = 10;
    private static final int ITERATIONS = 500;

    private RunShape() {}

    /** One run: its time or other measured figure, and the computed result. */
    private record Run(double millis, String result) {}

    public static void main(String[] args) {
        String kind = args[1].substring(0, args[1].indexOf(':'));
        String size = args[1].substring(args[1].indexOf(':') + 1);
        Supplier<Run> run =
                switch (args[0]) {
                    case "javafx" -> foreign(new ForeignShapes<>(new FxGraph()), kind, size);
                    case "reactfx" -> foreign(new ForeignShapes<>(new ReactGraph()), kind, size);
                    case "confined" -> runner(true, kind, size);
                    default -> runner(false, kind, size);
                };
        System.out.println(fastest(run, kind.equals("layered") ? RUNS / 2 : RUNS, Double.parseDouble(args[2])));
    }

    private static Graph graph(boolean confined) {
        return confined ? Graph.confined() : Graph.create();
    }

    private static Supplier<Run> runner(boolean confined, String kind, String size) {
        Shapes shapes = new Shapes(graph(confined));
        return switch (kind) {
            case "loop" -> looped(shapes.loop(size));
            case "cellx" -> () -> cellx(confined, Integer.parseInt(size));
            case "create" ->
                () -> {
                    Shapes fresh = new Shapes(graph(confined));
                    long start = System.nanoTime();
                    Object made = fresh.create(size);
                    return new Run(since(start), Integer.toString(java.lang.reflect.Array.getLength(made)));
                };
            case "update" -> updated(shapes.update(size));
            case "layered" -> timed(shapes.layered(LayeredSize.of(size)));
            case "memory" -> () -> new Run(GraphSizes.bytes(graph(confined), size), Integer.toString(GraphSizes.COUNT));
            case "step" -> () -> new Run(GraphSizes.step(graph(confined), size), size);
            default -> throw new IllegalArgumentException("Unknown kind of shape [" + kind + "]");
        };
    }

    private static Supplier<Run> foreign(ForeignShapes<?> shapes, String kind, String size) {
        return kind.equals("loop") ? looped(shapes.loop(size)) : updated(shapes.update(size));
    }

    private static Supplier<Run> looped(Shapes.Iteration iteration) {
        return timed(() -> {
            long sum = 0;
            for (int i = 0; i < ITERATIONS; i++) {
                sum += iteration.run();
            }
            return Long.toString(sum);
        });
    }

    private static Supplier<Run> updated(Shapes.Iteration iteration) {
        return timed(() -> iteration.run() < 0 ? "wrong" : "any");
    }

    private static Run cellx(boolean confined, int layers) {
        double millis = 0;
        String result = "";
        for (int i = 0; i < FRESH_GRAPHS; i++) {
            Supplier<String> work = new Shapes(graph(confined)).cellx(layers);
            long start = System.nanoTime();
            result = work.get();
            millis += since(start);
        }
        return new Run(millis, result);
    }

    private static Supplier<Run> timed(Supplier<String> work) {
        return () -> {
            long start = System.nanoTime();
            String result = work.get();
            return new Run(since(start), result);
        };
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static String fastest(Supplier<Run> run, int runs, double warmUpMillis) {
        long start = System.nanoTime();
        String result = "";
        for (int i = 0; i < 3 || since(start) < warmUpMillis; i++) {
            result = run.get().result();
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < runs; i++) {
            System.gc();
            Run each = run.get();
            best = Math.min(best, each.millis());
            result = each.result();
        }
        return best + " " + result;
    }
}
