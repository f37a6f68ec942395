package dev.observatory.bench.section;

import dev.observatory.bench.collections.ListBulkBenchmark;
import dev.observatory.bench.collections.ListElementBenchmark;
import dev.observatory.bench.collections.MapBulkBenchmark;
import dev.observatory.bench.collections.MapElementBenchmark;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Compares observable collections, with zero and one observer, with those of the JDK and other libraries. */
public final class CollectionsSection implements Section {
    private static final int ROUNDS = 2;

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        JmhRounds lists = measure(setting, ListElementBenchmark.class, "jdk", "javafx", "glazedlists")
                .and(measure(setting, ListBulkBenchmark.class, "jdk", "javafx", "glazedlists"));
        JmhMeasures list = new JmhMeasures("collections", lists, results);
        listRow(list, "list add", "add", 1.5);
        listRow(list, "list set", "set", 1.5);
        listRow(list, "list addAll of 10,000", "addAll", 1.1);
        listRow(list, "list removeIf half of 10,000", "removeIf", Double.NaN);
        listRow(list, "list sort 10,000", "sort", 1.1);
        listRow(list, "list clear 10,000", "clear", Double.NaN);

        JmhRounds maps = measure(setting, MapElementBenchmark.class, "jdk", "javafx", "linked")
                .and(measure(setting, MapBulkBenchmark.class, "jdk", "javafx", "linked"));
        JmhMeasures map = new JmhMeasures("collections", maps, results);
        mapRow(map, "map put a new key", "add");
        mapRow(map, "map put another value", "set");
        mapRow(map, "map putAll of 10,000", "addAll");
        mapRow(map, "map keySet().removeIf half of 10,000", "removeIf");
        mapRow(map, "map clear 10,000", "clear");
    }

    /** The lower bounds have no observers; the other libraries run one round, and only observed in a quick run. */
    private static JmhRounds measure(RunSettings setting, Class<?> benchmarks, String limit, String fx, String other)
            throws RunnerException {
        boolean isLimit = other.equals("linked");
        int rounds = setting.rounds(ROUNDS);
        JmhRounds limits = JmhRounds.run(setting, benchmarks, rounds, options -> shortly(setting, options)
                .param("observers", "0")
                .param("system", limit));
        JmhRounds ours = JmhRounds.run(setting, benchmarks, rounds, options -> shortly(setting, options)
                .param("system", "observatory"));
        String[] observers = setting.isQuick() ? new String[] {"1"} : new String[] {"0", "1"};
        JmhRounds others = JmhRounds.run(setting, benchmarks, 1, options -> shortly(setting, options)
                .param("system", fx)
                .param("observers", observers));
        JmhRounds rest = JmhRounds.run(setting, benchmarks, 1, options -> shortly(setting, options)
                .param("system", other)
                .param("observers", isLimit ? new String[] {"0"} : observers));
        return limits.and(ours).and(others).and(rest);
    }

    private static ChainedOptionsBuilder shortly(RunSettings setting, ChainedOptionsBuilder options) {
        return options.measurementIterations(setting.isQuick() ? 15 : 40).measurementTime(TimeValue.milliseconds(20));
    }

    private static void listRow(JmhMeasures measures, String work, String name, double limit) {
        Goal goal = Double.isNaN(limit) ? null : Goal.ratioAtMost(limit);
        measures.beside(work, name + " 0 observatory", "ArrayList", name + " 0 jdk", goal);
        measures.beside(work, name + " 0 observatory", "JavaFX", name + " 0 javafx", null);
        measures.beside(work, name + " 0 observatory", "GlazedLists", name + " 0 glazedlists", null);
        String run = name + " 1 ";
        measures.beside(work + ", observed", run + "observatory", "JavaFX", run + "javafx", Goal.timesBetter(1));
        measures.beside(work + ", observed", run + "observatory", "GlazedLists", run + "glazedlists", null);
    }

    private static void mapRow(JmhMeasures measures, String work, String name) {
        measures.beside(work, name + " 0 observatory", "HashMap", name + " 0 jdk", null);
        measures.beside(work, name + " 0 observatory", "LinkedHashMap", name + " 0 linked", null);
        measures.beside(work, name + " 0 observatory", "JavaFX", name + " 0 javafx", null);
        measures.beside(work + ", observed", name + " 1 observatory", "JavaFX", name + " 1 javafx", null);
    }
}
