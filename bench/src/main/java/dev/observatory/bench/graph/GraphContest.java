package dev.observatory.bench.graph;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a shape with every library that supports it, each in a separate process, in turn, and verifies that all results are
 * equal. Not thread-safe.
 */
public final class GraphContest {
    /** Observatory's graph, confined to one thread. */
    public static final String CONFINED = "confined";

    /** Observatory's graph, with a lock. */
    public static final String LOCKED = "locked";

    /** The main competitor. */
    public static final String ALIEN = "alien";

    /** All shapes, in the order of the report. */
    public static final List<String> SHAPES = List.of(
            "loop:avoidable",
            "loop:broad",
            "loop:deep",
            "loop:diamond",
            "loop:mux",
            "loop:repeated",
            "loop:triangle",
            "loop:unstable",
            "cellx:1000",
            "cellx:2500",
            "cellx:5000",
            "create:sources",
            "create:1-to-1",
            "create:2-to-1",
            "create:4-to-1",
            "create:8-to-1",
            "create:1000-to-1",
            "create:100000-to-1",
            "create:1-to-2",
            "create:1-to-4",
            "create:1-to-8",
            "create:1-to-1000",
            "create:1-to-100000",
            "update:1-to-1",
            "update:2-to-1",
            "update:4-to-1",
            "update:1000-to-1",
            "update:1-to-2",
            "update:1-to-4",
            "update:1-to-1000",
            "layered:10x5",
            "layered:10x10",
            "layered:1000x12",
            "layered:1000x5",
            "layered:5x500",
            "layered:100x15");

    private static final int MINUTES = 5;
    private static final List<String> NODE = List.of(ALIEN, "preact", "reactively");
    private static final List<String> FOREIGN = List.of("javafx", "reactfx");

    /** The expected results; results of other shapes are compared with that of the first library. */
    private static final Map<String, String> EXPECTED = Map.of(
            "cellx:1000", "[-3,-6,-2,2]->[-2,-4,2,3]",
            "cellx:2500", "[-3,-6,-2,2]->[-2,-4,2,3]",
            "cellx:5000", "[2,4,-1,-6]->[-2,1,-4,-4]",
            "layered:10x5", "19199968/3480000",
            "layered:10x10", "302310782860/1155000",
            "layered:1000x12", "29355933696000/1463000",
            "layered:1000x5", "1171484375000/732000",
            "layered:5x500", "3.0239642676898464e+241/1246500",
            "layered:100x15", "15664996402790400/1078000");

    private final String nodeFolder;
    private final int warmUpMillis;

    /**
     * Creates a contest without running it.
     *
     * @param nodeFolder the folder with the programs and libraries for Node
     * @param warmUpMillis the warm-up time of each process
     */
    public GraphContest(String nodeFolder, int warmUpMillis) {
        this.nodeFolder = nodeFolder;
        this.warmUpMillis = warmUpMillis;
    }

    /**
     * Runs a shape.
     *
     * @param shape one of {@link #SHAPES}, or a measurement of {@link GraphSizes}
     * @param rounds the number of rounds per library, in the order in which they alternate; unsupported libraries are skipped
     * @return the milliseconds, or other measured figure, of each round per library
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if the current thread is interrupted
     */
    public Map<String, List<Double>> run(String shape, Map<String, Integer> rounds)
            throws IOException, InterruptedException {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        Map<String, Integer> left = new HashMap<>(rounds);
        String expected = EXPECTED.get(shape);
        while (left.values().stream().anyMatch(number -> number > 0)) {
            for (String library : rounds.keySet()) {
                if (left.merge(library, -1, Integer::sum) < 0 || !supports(library, shape)) {
                    continue;
                }
                String[] output = process(library, shape).split(" ", 2);
                expected = expected == null ? output[1] : expected;
                if (!output[1].equals(expected)) {
                    throw new IllegalStateException("Benchmark is wrong: [" + library + "] computed [" + output[1]
                            + "] for [" + shape + "], expected [" + expected + "]");
                }
                figures.computeIfAbsent(library, unused -> new ArrayList<>()).add(Double.valueOf(output[0]));
            }
        }
        return figures;
    }

    /** Libraries without batches and tracking support few shapes; reactively needs too much stack for deep graphs. */
    private static boolean supports(String library, String shape) {
        if (FOREIGN.contains(library)) {
            return List.of("loop:avoidable", "loop:broad", "loop:deep", "loop:diamond", "loop:triangle")
                            .contains(shape)
                    || (shape.startsWith("update:") && !shape.equals("update:1000-to-1"));
        }
        return !library.equals("reactively") || !shape.startsWith("cellx") || shape.equals("cellx:1000");
    }

    private String process(String library, String shape) throws IOException, InterruptedException {
        boolean isNode = NODE.contains(library);
        List<String> command = new ArrayList<>();
        if (isNode) {
            command.addAll(List.of("node", "--expose-gc", "run.mjs", library));
        } else {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            command.addAll(List.of(java, "-Xmx4g", "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(RunShape.class.getName(), library));
        }
        command.addAll(List.of(shape, Integer.toString(warmUpMillis)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (isNode) {
            builder.directory(new File(nodeFolder));
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("Benchmark is wrong: " + command + " failed: " + printed);
        }
        return printed.strip();
    }
}
