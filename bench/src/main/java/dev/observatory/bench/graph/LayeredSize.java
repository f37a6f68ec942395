package dev.observatory.bench.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of a layered graph.
 *
 * @param width nodes in a row
 * @param layers rows, that of the sources included
 * @param fixed the share of nodes that always read the same
 * @param reads how many of the row before each node reads
 * @param share the share of the last row that somebody reads
 * @param iterations writes in a run
 */
record Layers(int width, int layers, double fixed, int reads, double share, int iterations) {

    static Layers of(String name) {
        return switch (name) {
            case "10x5" -> new Layers(10, 5, 1, 2, 0.2, 600_000);
            case "10x10" -> new Layers(10, 10, 0.75, 6, 0.2, 15_000);
            case "1000x12" -> new Layers(1000, 12, 0.95, 4, 1, 7_000);
            case "1000x5" -> new Layers(1000, 5, 1, 25, 1, 3_000);
            case "5x500" -> new Layers(5, 500, 1, 3, 1, 500);
            case "100x15" -> new Layers(100, 15, 0.5, 6, 1, 2_000);
            default -> throw new IllegalArgumentException("No such size [" + name + "]");
        };
    }

    /** What a node reads of the row before. */
    <N> List<N> inputs(List<N> before, int at) {
        List<N> inputs = new ArrayList<>();
        for (int k = 0; k < reads; k++) {
            inputs.add(before.get((at + k) % width));
        }
        return inputs;
    }

    /** Those of the last row that somebody reads. */
    <N> List<N> leavesOf(List<N> row) {
        List<N> leaves = new ArrayList<>(row);
        Draws draws = new Draws();
        long removed = Math.round(width * (1 - share));
        for (int i = 0; i < removed; i++) {
            leaves.remove((int) Math.floor(draws.next() * leaves.size()));
        }
        return leaves;
    }

    /** Written as Node writes it. */
    static String text(double sum, long runs) {
        String number = sum < 1e21
                ? new BigDecimal(sum).toPlainString()
                : Double.toString(sum).replace("E", "e+");
        return number + "/" + runs;
    }
}
