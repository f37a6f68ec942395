package dev.observatory.bench.section;

import dev.observatory.bench.dispatch.ChurnBenchmark;
import dev.observatory.bench.dispatch.ClosingBenchmark;
import dev.observatory.bench.dispatch.ConnectBenchmark;
import dev.observatory.bench.dispatch.DispatchBenchmark;
import dev.observatory.bench.dispatch.HookSizes;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Compares emitting, connecting and closing with other event libraries. */
public final class HooksSection implements Section {
    private static final Map<String, String> OTHERS = names(
            "javafx", "JavaFX property",
            "reactor", "Reactor",
            "bean", "PropertyChangeSupport",
            "greenrobot", "greenrobot EventBus",
            "mbassador", "MBassador",
            "guava", "Guava EventBus");
    private static final String[] NEAREST = {"array", "observatory", "javafx"};
    private static final int ROUNDS = 3;

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        emitting(setting, results);
        connecting(setting, results);
        closing(setting, results);
        HookSizes.put(results);
    }

    private static void emitting(RunSettings setting, Results results) throws RunnerException {
        String[] ofAll = setting.isQuick() ? new String[] {"1", "8"} : new String[] {"0", "1", "8", "100"};
        JmhRounds rounds = JmhRounds.run(setting, DispatchBenchmark.class, 1, options -> {
                    shortly(setting, options);
                    options.param("observers", ofAll);
                })
                .and(JmhRounds.run(setting, DispatchBenchmark.class, setting.rounds(ROUNDS - 1), options -> {
                    shortly(setting, options);
                    options.param("observers", "1", "8").param("system", NEAREST);
                }));
        if (!setting.isQuick()) {
            rounds = rounds.and(JmhRounds.run(setting, DispatchBenchmark.class, 1, options -> {
                shortly(setting, options);
                options.param("observers", "2", "4").param("system", NEAREST);
            }));
        }
        JmhMeasures measures = new JmhMeasures("hooks", rounds, results);
        for (String distinct : new String[] {"false", "true"}) {
            String classes = distinct.equals("true") ? " of distinct classes" : " of one class";
            for (String observers : new String[] {"0", "1", "2", "4", "8", "100"}) {
                String run = "emit " + distinct + " " + observers + " ";
                String work = "emit to " + observers + classes;
                measures.beside(work, run + "observatory", "array loop", run + "array", limit(observers));
                OTHERS.forEach((system, name) ->
                        measures.beside(work, run + "observatory", name, run + system, wanted(system, observers)));
            }
        }
        measures.allocated("emit to 1 of one class", "emit false 1 observatory", Goal.oursAtMost(0));
        measures.allocated("emit to 8 of distinct classes", "emit true 8 observatory", Goal.oursAtMost(0));
    }

    private static @Nullable Goal limit(String observers) {
        return switch (observers) {
            case "1" -> Goal.ratioAtMost(2);
            case "8" -> Goal.ratioAtMost(1.3);
            default -> null;
        };
    }

    private static @Nullable Goal wanted(String system, String observers) {
        if (!observers.equals("1") && !observers.equals("8")) {
            return null;
        }
        return switch (system) {
            case "guava" -> observers.equals("1") ? Goal.timesBetter(20) : null;
            case "mbassador", "greenrobot" -> observers.equals("1") ? Goal.timesBetter(10) : null;
            case "javafx" -> Goal.timesBetter(1);
            default -> null;
        };
    }

    /** Many short iterations: the fastest counts, and some are undisturbed even on a busy machine. */
    private static void shortly(RunSettings setting, ChainedOptionsBuilder options) {
        options.measurementIterations(setting.isQuick() ? 15 : 40).measurementTime(TimeValue.milliseconds(20));
    }

    private static void connecting(RunSettings setting, Results results) throws RunnerException {
        JmhMeasures among = new JmhMeasures("hooks", JmhRounds.run(setting, ConnectBenchmark.class, 1), results);
        among.alone("connect and close among ten", "connectAndClose observatory", Goal.oursAtMost(200));
        OTHERS.forEach((system, name) -> {
            among.beside(
                    "connect and close among ten",
                    "connectAndClose observatory",
                    name,
                    "connectAndClose " + system,
                    null);
            among.beside(
                    "connect, emit and close among ten",
                    "connectEmitAndClose observatory",
                    name,
                    "connectEmitAndClose " + system,
                    null);
        });
        JmhMeasures churn = new JmhMeasures("hooks", JmhRounds.run(setting, ChurnBenchmark.class, 1), results);
        OTHERS.forEach((system, name) ->
                churn.beside("emit to 8 while a thread connects", "emit observatory", name, "emit " + system, null));
    }

    private static void closing(RunSettings setting, Results results) throws RunnerException {
        JmhRounds rounds = JmhRounds.run(setting, ClosingBenchmark.class, 1, options -> options.warmupIterations(6)
                        .measurementIterations(4)
                        .param("observers", "1000", "10000"))
                .and(JmhRounds.run(setting, ClosingBenchmark.class, 1, options -> options.warmupIterations(2)
                        .measurementIterations(2)
                        .param("observers", "100000")));
        JmhMeasures measures = new JmhMeasures("hooks", rounds, results);
        for (int observers : new int[] {1_000, 10_000, 100_000}) {
            measures.alone("close one of " + observers + ", random order", "closeAll " + observers, observers, null);
        }
    }

    private static Map<String, String> names(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
