package dev.observatory.bench.graph;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs every shape with every library that can do it, each in a process of its own and in turn, checks that all come to the
 * same, and prints times and ratios: {@code FOLDER-WITH-THE-NODE-LIBRARIES [--quick] [--with=LIBRARY,...] [SHAPE...]}.
 */
public final class CompareGraphs {
    private static final int ROUNDS = 3;
    private static final int WARM_UP_MILLIS = 2_000;
    private static final int QUICK_WARM_UP_MILLIS = 500;
    private static final int MINUTES = 5;
    private static final String WITH = "--with=";
    private static final List<String> ALL =
            List.of("alien", "confined", "locked", "preact", "reactively", "javafx", "reactfx");
    private static final List<String> NODE = List.of("alien", "preact", "reactively");
    private static final List<String> FOREIGN = List.of("javafx", "reactfx");
    private static final List<String> SHAPES = List.of(
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

    /** What each comes to, whoever computes it; what is not here is checked against the first. */
    private static final Map<String, String> CAME = Map.of(
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
    private final int warmUp;
    private final int rounds;
    private final List<String> libraries;
    private final Map<String, List<Double>> ratios = new HashMap<>();

    private CompareGraphs(String nodeFolder, boolean quick, List<String> libraries) {
        this.nodeFolder = nodeFolder;
        this.libraries = libraries;
        this.warmUp = quick ? QUICK_WARM_UP_MILLIS : WARM_UP_MILLIS;
        this.rounds = quick ? 1 : ROUNDS;
    }

    /**
     * Compares.
     *
     * @param args the folder, options and shapes
     * @throws IOException if a process cannot be started
     * @throws InterruptedException if somebody wants no more
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> wanted = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        boolean quick = wanted.remove("--quick");
        List<String> libraries = wanted.stream()
                .filter(each -> each.startsWith(WITH))
                .flatMap(each -> Arrays.stream(each.substring(WITH.length()).split(",", -1)))
                .toList();
        wanted.removeIf(each -> each.startsWith(WITH));
        CompareGraphs comparison = new CompareGraphs(args[0], quick, libraries.isEmpty() ? ALL : libraries);
        List<String> shapes = SHAPES.stream()
                .filter(shape -> wanted.isEmpty() || wanted.stream().anyMatch(shape::startsWith))
                .toList();
        comparison.print(shapes);
    }

    private void print(List<String> shapes) throws IOException, InterruptedException {
        System.out.println("Milliseconds of the fastest run; of the others, how many times ours (confined)");
        line("shape", "confined", "locked", "alien", "preact", "reactively", "javafx", "reactfx");
        for (String shape : shapes) {
            Map<String, Double> fastest = measure(shape);
            double ours = fastest.get("confined");
            String[] cells = new String[8];
            cells[0] = shape;
            cells[1] = String.format(Locale.ROOT, "%.3f", ours);
            int at = 2;
            for (String library : List.of("locked", "alien", "preact", "reactively", "javafx", "reactfx")) {
                Double time = fastest.get(library);
                cells[at++] = time == null ? "-" : String.format(Locale.ROOT, "%.2f", time / ours);
                if (time != null) {
                    ratios.computeIfAbsent(library, unused -> new ArrayList<>()).add(time / ours);
                }
            }
            line(cells);
        }
        line(
                "geometric mean",
                "",
                mean("locked"),
                mean("alien"),
                mean("preact"),
                mean("reactively"),
                mean("javafx"),
                mean("reactfx"));
        double least =
                ratios.get("alien").stream().mapToDouble(each -> each).min().orElse(Double.NaN);
        System.out.printf(
                Locale.ROOT, "goal: alien 1.50 or more on average, no row below 0.80; the least is %.2f%n", least);
        GraphSizes.print();
    }

    private String mean(String library) {
        List<Double> all = ratios.getOrDefault(library, List.of());
        double logarithms = all.stream().mapToDouble(Math::log).sum();
        return all.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", Math.exp(logarithms / all.size()));
    }

    private static void line(String... cells) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-20s", cells[0]));
        for (String cell : Arrays.asList(cells).subList(1, cells.length)) {
            text.append(String.format(Locale.ROOT, "%11s", cell));
        }
        System.out.println(text);
    }

    /** The fastest of some rounds in which all take turns. */
    private Map<String, Double> measure(String shape) throws IOException, InterruptedException {
        Map<String, Double> fastest = new HashMap<>();
        String expected = CAME.get(shape);
        for (int round = 0; round < rounds; round++) {
            for (String library : ALL) {
                boolean compared = library.equals("alien") || library.equals("confined");
                if (!(compared || (round == 0 && libraries.contains(library) && can(library, shape)))) {
                    continue;
                }
                String[] came = run(library, shape).split(" ", 2);
                if (expected == null) {
                    expected = came[1];
                }
                if (!came[1].equals(expected)) {
                    throw new IllegalStateException("Benchmark is wrong: [" + library + "] came to [" + came[1]
                            + "] in [" + shape + "], and was to come to [" + expected + "]");
                }
                fastest.merge(library, Double.valueOf(came[0]), Math::min);
            }
        }
        return fastest;
    }

    /** Those without batches and tracking do what they can; of reactively, deep graphs need too much stack. */
    private static boolean can(String library, String shape) {
        if (FOREIGN.contains(library)) {
            return List.of("loop:avoidable", "loop:broad", "loop:deep", "loop:diamond", "loop:triangle")
                            .contains(shape)
                    || (shape.startsWith("update:") && !shape.equals("update:1000-to-1"));
        }
        return !library.equals("reactively") || !shape.startsWith("cellx") || shape.equals("cellx:1000");
    }

    private String run(String library, String shape) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (NODE.contains(library)) {
            command.addAll(List.of("node", "--expose-gc", "run.mjs", library));
        } else {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            command.addAll(List.of(java, "-Xmx4g", "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(RunShape.class.getName(), library));
        }
        command.addAll(List.of(shape, Integer.toString(warmUp)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (NODE.contains(library)) {
            builder.directory(new File(nodeFolder));
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("Benchmark is wrong: " + command + " failed: " + printed);
        }
        return printed.strip();
    }
}
