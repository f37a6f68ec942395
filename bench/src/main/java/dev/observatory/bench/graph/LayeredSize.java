package dev.observatory.bench.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of a layered graph.
 *
 * @param width the nodes per row
 * @param layers the rows, including that of the sources
 * @param fixed the share of nodes whose inputs never change
 * @param reads the number of inputs that each node reads from the previous row
 * @param share the share of the last row that is read
 * @param iterations the writes per run
 */
record LayeredSize(int width, int layers, double fixed, int reads, double share, int iterations) {

    static LayeredSize of(String name) {
        return switch (name) {
            case "10x5" -> new LayeredSize(10, 5, 1, 2, 0.2, 600_000);
            case "10x10" -> new LayeredSize(10, 10, 0.75, 6, 0.2, 15_000);
            case "1000x12" -> new LayeredSize(1000, 12, 0.95, 4, 1, 7_000);
            case "1000x5" -> new LayeredSize(1000, 5, 1, 25, 1, 3_000);
            case "5x500" -> new LayeredSize(5, 500, 1, 3, 1, 500);
            case "100x15" -> new LayeredSize(100, 15, 0.5, 6, 1, 2_000);
            default -> throw new IllegalArgumentException("Unknown size [" + name + "]");
        };
    }

    /** Returns the inputs of a node in the previous row. */
    <N> List<N> inputs(List<N> before, int at) {
        List<N> inputs = new ArrayList<>();
        for (int k = 0; k < reads; k++) {
            inputs.add(before.get((at + k) % width));
        }
        return inputs;
    }

    /** Returns the nodes of the last row that are read. */
    <N> List<N> leavesOf(List<N> row) {
        List<N> leaves = new ArrayList<>(row);
        RandomNumbers draws = new RandomNumbers();
        long removed = Math.round(width * (1 - share));
        for (int i = 0; i < removed; i++) {
            leaves.remove((int) Math.floor(draws.next() * leaves.size()));
        }
        return leaves;
    }

    /** Formats a number as Node does. */
    static String text(double sum, long runs) {
        String number = sum < 1e21
                ? new BigDecimal(sum).toPlainString()
                : Double.toString(sum).replace("E", "e+");
        return number + "/" + runs;
    }
}
