package dev.observatory.bench.section;

import dev.observatory.bench.graph.GraphContest;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.InstalledTools;
import dev.observatory.bench.run.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares state graphs with signal libraries for Node and the JVM: the same shapes, each in a separate process.
 * {@code scripts/bench} downloads the libraries for Node.
 */
public final class GraphSection implements Section {
    private static final int ROUNDS = 2;
    private static final int WARM_UP_MILLIS = 1_000;
    private static final int QUICK_WARM_UP_MILLIS = 300;
    private static final int QUICK_SHAPES_OF_ALL = 4;
    private static final String ALIEN = "alien-signals";

    /** A selection of each kind. */
    private static final List<String> QUICK_SHAPES = List.of(
            "loop:avoidable",
            "loop:broad",
            "loop:deep",
            "loop:diamond",
            "loop:mux",
            "loop:repeated",
            "loop:triangle",
            "loop:unstable",
            "cellx:1000",
            "create:1-to-1",
            "create:1000-to-1",
            "create:1-to-1000",
            "update:1-to-1",
            "update:1-to-1000",
            "layered:10x5",
            "layered:100x15");

    /** The names of the peers, by their identifiers in {@link GraphContest}. */
    private static final Map<String, String> PEERS = peers();

    /** The goal for the geometric mean of all shapes that a peer supports. */
    private static final Map<String, Goal> WANTED = Map.of(
            GraphContest.ALIEN, Goal.timesBetter(1.5), "javafx", Goal.timesBetter(5), "reactfx", Goal.timesBetter(5));

    private static Map<String, String> peers() {
        Map<String, String> peers = new LinkedHashMap<>();
        peers.put(GraphContest.ALIEN, ALIEN);
        peers.put("preact", "Preact signals");
        peers.put("reactively", "@reactively/core");
        peers.put("javafx", "JavaFX bindings");
        peers.put("reactfx", "ReactFX");
        peers.put(GraphContest.LOCKED, "ours, with a lock");
        return peers;
    }

    private static Path nodeFolder() {
        return Path.of(System.getProperty("graph.peers", "bench/target/graph-peers"));
    }

    @Override
    public @Nullable String missing() {
        for (String tool : List.of("node", "npm")) {
            if (!InstalledTools.has(tool)) {
                return "[" + tool + "] not found; install Node.js 20 or newer";
            }
        }
        return Files.isDirectory(nodeFolder().resolve("node_modules/alien-signals"))
                ? null
                : "npm did not install the libraries for Node in [" + nodeFolder() + "]; run [npm install] there";
    }

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        GraphContest contest =
                new GraphContest(nodeFolder().toString(), setting.isQuick() ? QUICK_WARM_UP_MILLIS : WARM_UP_MILLIS);
        Map<String, List<Measure>> byPeer = new LinkedHashMap<>();
        for (String shape : setting.isQuick() ? QUICK_SHAPES : GraphContest.SHAPES) {
            Map<String, List<Double>> times = contest.run(shape, turns(setting, shape));
            List<Double> ours = times.get(GraphContest.CONFINED);
            PEERS.forEach((library, name) -> {
                List<Double> theirs = times.get(library);
                if (theirs != null) {
                    Goal goal = library.equals(GraphContest.ALIEN) ? Goal.timesBetter(0.8) : null;
                    Measure measure = Measure.beside("graph", shape, "ms", ours, name, theirs, goal);
                    results.add(measure);
                    byPeer.computeIfAbsent(library, unused -> new ArrayList<>()).add(measure);
                }
            });
        }
        byPeer.forEach((library, rows) -> results.add(mean(rows, WANTED.get(library))));
        weigh(contest, results);
        step(contest, results);
    }

    /** A quick run skips most peers without a goal. */
    private static Map<String, Integer> turns(RunSettings setting, String shape) {
        Map<String, Integer> turns = new LinkedHashMap<>();
        int rounds = setting.isQuick() ? 1 : ROUNDS;
        turns.put(GraphContest.CONFINED, rounds);
        turns.put(GraphContest.ALIEN, rounds);
        if (!setting.isQuick() || QUICK_SHAPES.indexOf(shape) < QUICK_SHAPES_OF_ALL) {
            PEERS.keySet().forEach(library -> turns.putIfAbsent(library, 1));
        }
        return turns;
    }

    /** Returns the geometric mean of all rows of one peer, and of the bounds of their spreads. */
    private static Measure mean(List<Measure> rows, @Nullable Goal goal) {
        return new Measure(
                "graph",
                "geometric mean of " + rows.size() + " shapes",
                "ms",
                mean(rows, Measure::ours),
                rows.get(0).peer(),
                mean(rows, Measure::theirs),
                mean(rows, Measure::ratio),
                mean(rows, Measure::low),
                mean(rows, Measure::high),
                goal);
    }

    private static double mean(List<Measure> rows, ToDoubleFunction<Measure> figure) {
        return Math.exp(
                rows.stream().mapToDouble(figure).map(Math::log).average().orElseThrow());
    }

    private static void weigh(GraphContest contest, Results results) throws IOException, InterruptedException {
        for (String node : List.of("value", "derived", "effect")) {
            Map<String, List<Double>> bytes = contest.run("memory:" + node, beside(GraphContest.ALIEN));
            List<Double> ours = bytes.get(GraphContest.CONFINED);
            String work = "bytes of " + wordsFor(node);
            results.add(Measure.alone("graph", work, "B", ours.get(0), Goal.oursAtMost(knownOfAlien(node))));
            results.add(Measure.beside("graph", work, "B", ours, ALIEN, bytes.get(GraphContest.ALIEN), null));
        }
        for (String node : List.of("value", "derived", "effect")) {
            double bytes = ours(contest, "memory:int-" + node);
            Goal goal = node.equals("effect") ? Goal.oursAtMost(250) : null;
            results.add(Measure.alone("graph", "bytes of " + wordsFor(node) + ", of int", "B", bytes, goal));
        }
    }

    /** The published sizes of alien-signals; nodes that have been read, as here, additionally hold links. */
    private static double knownOfAlien(String node) {
        return switch (node) {
            case "value" -> 120;
            case "derived" -> 249;
            default -> 339;
        };
    }

    private static String wordsFor(String node) {
        return switch (node) {
            case "value" -> "a value";
            case "derived" -> "a value and a derived node";
            default -> "a value, a derived node and an effect";
        };
    }

    private static void step(GraphContest contest, Results results) throws IOException, InterruptedException {
        String work = "set a value, get a derived value";
        Map<String, List<Double>> nanos = contest.run("step:time", beside(GraphContest.LOCKED));
        List<Double> confined = nanos.get(GraphContest.CONFINED);
        results.add(Measure.alone("graph", work, "ns", confined.get(0), Goal.oursAtMost(25)));
        results.add(Measure.beside(
                "graph", work, "ns", confined, PEERS.get(GraphContest.LOCKED), nanos.get(GraphContest.LOCKED), null));
        results.add(Measure.alone("graph", work + ", bytes", "B", ours(contest, "step:allocated"), Goal.oursAtMost(0)));
    }

    private static double ours(GraphContest contest, String what) throws IOException, InterruptedException {
        return contest.run(what, Map.of(GraphContest.CONFINED, 1))
                .get(GraphContest.CONFINED)
                .get(0);
    }

    private static Map<String, Integer> beside(String library) {
        Map<String, Integer> turns = new LinkedHashMap<>();
        turns.put(GraphContest.CONFINED, 1);
        turns.put(library, 1);
        return turns;
    }
}
