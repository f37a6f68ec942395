package dev.observatory.bench;

import dev.observatory.bench.collections.ListBulkBenchmark;
import dev.observatory.bench.collections.ListElementBenchmark;
import dev.observatory.bench.collections.MapBulkBenchmark;
import dev.observatory.bench.collections.MapElementBenchmark;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What observable collections cost, with nobody and with one observer, beside those of the JDK and others. */
final class CollectionsSection implements Section {
    private static final int ROUNDS = 2;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds lists = measure(ListElementBenchmark.class, "jdk", "javafx", "glazedlists")
                .and(measure(ListBulkBenchmark.class, "jdk", "javafx", "glazedlists"));
        Table table = new Table("Lists; limit: ArrayList", Table.columns("javafx", "glazedlists"));
        listRow(table, lists, "add", "add");
        listRow(table, lists, "set", "set");
        listRow(table, lists, "addAll of 10,000", "addAll");
        listRow(table, lists, "removeIf half of 10,000", "removeIf");
        listRow(table, lists, "sort 10,000", "sort");
        listRow(table, lists, "clear 10,000", "clear");

        Rounds maps = measure(MapElementBenchmark.class, "jdk", "javafx", "linked")
                .and(measure(MapBulkBenchmark.class, "jdk", "javafx", "linked"));
        table = new Table("Maps; limit: HashMap", Table.columns("LinkedHashMap", "javafx"));
        mapRow(table, maps, "put a new key", "add");
        mapRow(table, maps, "put another value", "set");
        mapRow(table, maps, "putAll of 10,000", "addAll");
        mapRow(table, maps, "keySet().removeIf half of 10,000", "removeIf");
        mapRow(table, maps, "clear 10,000", "clear");
    }

    /** The limits have no observers; of the others, the slow ones run once. */
    private static Rounds measure(Class<?> benchmarks, String limit, String fx, String other) throws RunnerException {
        boolean isLimit = other.equals("linked");
        Rounds limits = Rounds.run(benchmarks, ROUNDS, options -> shortly(options)
                .param("observers", "0")
                .param("system", limit));
        Rounds ours = Rounds.run(benchmarks, ROUNDS, options -> shortly(options).param("system", "observatory"));
        Rounds others = Rounds.run(benchmarks, 1, options -> shortly(options).param("system", fx));
        Rounds rest = Rounds.run(benchmarks, 1, options -> {
            shortly(options).param("system", other);
            if (isLimit) {
                options.param("observers", "0");
            }
        });
        return limits.and(ours).and(others).and(rest);
    }

    private static ChainedOptionsBuilder shortly(ChainedOptionsBuilder options) {
        return options.measurementIterations(40).measurementTime(TimeValue.milliseconds(20));
    }

    private static void listRow(Table table, Rounds rounds, String work, String name) {
        for (int observers = 0; observers < 2; observers++) {
            String run = name + " " + observers + " ";
            table.beside(
                    work + observed(observers),
                    rounds,
                    name + " 0 jdk",
                    run + "observatory",
                    run + "javafx",
                    run + "glazedlists");
        }
    }

    private static void mapRow(Table table, Rounds rounds, String work, String name) {
        for (int observers = 0; observers < 2; observers++) {
            String run = name + " " + observers + " ";
            table.beside(
                    work + observed(observers),
                    rounds,
                    name + " 0 jdk",
                    run + "observatory",
                    name + " 0 linked",
                    run + "javafx");
        }
    }

    private static String observed(int observers) {
        return observers == 0 ? "" : ", observed";
    }
}
