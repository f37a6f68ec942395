package dev.observatory.bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH benchmarks in rounds, one fork of each per round, so that ratios compare forks that ran close together: the
 * machine's speed drifts. The fastest iteration of each fork counts, since other load only adds time.
 *
 * @param times the nanoseconds per operation of each benchmark, one per round
 * @param bytes the bytes allocated per operation of each benchmark, the minimum of all rounds
 */
public record JmhRounds(Map<String, List<Double>> times, Map<String, Double> bytes) {

    public static JmhRounds none() {
        return new JmhRounds(Map.of(), Map.of());
    }

    public static JmhRounds run(RunSettings setting, Class<?> benchmarks, int rounds, String... jvmArguments)
            throws RunnerException {
        return run(setting, benchmarks, rounds, options -> options.jvmArgsAppend(jvmArguments));
    }

    /** Runs with additional options; result names end with the values of the parameters, in the parameters' order. */
    public static JmhRounds run(
            RunSettings setting, Class<?> benchmarks, int rounds, Consumer<ChainedOptionsBuilder> more)
            throws RunnerException {
        return run(setting, benchmarks.getName() + "\\.", rounds, more);
    }

    /** Runs the benchmarks whose names match a regular expression. */
    public static JmhRounds run(
            RunSettings setting, String benchmarks, int rounds, Consumer<ChainedOptionsBuilder> more)
            throws RunnerException {
        Map<String, List<Double>> times = new HashMap<>();
        Map<String, Double> bytes = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .include(benchmarks)
                    .forks(1)
                    .warmupIterations(setting.isQuick() ? 3 : 5)
                    .warmupTime(TimeValue.milliseconds(setting.isQuick() ? 150 : 200))
                    .measurementIterations(15)
                    .measurementTime(TimeValue.milliseconds(setting.isQuick() ? 30 : 100))
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true);
            more.accept(options);
            for (RunResult result : new Runner(options.build()).run()) {
                String benchmark = result.getParams().getBenchmark();
                String name = nameOf(benchmark.substring(benchmark.lastIndexOf('.') + 1), result);
                add(times, name, result.getPrimaryResult());
                result.getSecondaryResults().forEach((label, part) -> {
                    if (!label.startsWith("gc.")) {
                        add(times, nameOf(label, result), part); // the result of one member of a thread group
                    }
                });
                Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
                if (allocated != null) {
                    bytes.merge(name, allocated.getScore(), Math::min);
                }
            }
        }
        return new JmhRounds(times, bytes);
    }

    private static void add(Map<String, List<Double>> times, String name, Result<?> result) {
        times.computeIfAbsent(name, unused -> new ArrayList<>())
                .add(result.getStatistics().getMin());
    }

    private static String nameOf(String work, RunResult result) {
        StringBuilder label = new StringBuilder(work);
        for (String parameter : result.getParams().getParamsKeys()) {
            label.append(' ').append(result.getParams().getParam(parameter));
        }
        return label.toString();
    }

    /** Returns the fastest round: other load and unlucky code placement by the JIT only add time. */
    public double fastest(String benchmark) {
        return times.get(benchmark).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    /** Returns the fastest iteration of each round, sorted. */
    public double[] sorted(String benchmark) {
        return times.get(benchmark).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    public boolean has(String benchmark) {
        return times.containsKey(benchmark);
    }

    /** Returns the bytes allocated per operation. */
    public double allocated(String benchmark) {
        return bytes.get(benchmark);
    }

    /** Returns these results together with those of another run. */
    public JmhRounds and(JmhRounds others) {
        Map<String, List<Double>> all = new HashMap<>();
        times.forEach((name, found) -> all.put(name, new ArrayList<>(found)));
        others.times.forEach((name, found) ->
                all.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(found));
        Map<String, Double> least = new HashMap<>(bytes);
        others.bytes.forEach((name, found) -> least.merge(name, found, Math::min));
        return new JmhRounds(all, least);
    }

    /** Returns the ratios of two benchmarks, round by round, sorted. */
    public double[] ratios(String benchmark, String base) {
        List<Double> measured = times.get(benchmark);
        List<Double> limit = times.get(base);
        double[] ratios = new double[Math.min(measured.size(), limit.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured.get(i) / limit.get(i);
        }
        Arrays.sort(ratios);
        return ratios;
    }
}
