package dev.observatory.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs a class of JMH benchmarks in rounds, one fork of each per round, so that ratios compare what ran close together:
 * the machine's speed drifts. Of each fork the fastest iteration counts: what else runs on the machine only ever adds.
 *
 * @param times nanoseconds per operation of each benchmark, one per round
 */
record Rounds(Map<String, List<Double>> times) {

    static Rounds run(Class<?> benchmarks, int rounds, String... jvmArguments) throws RunnerException {
        Map<String, List<Double>> times = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            Options options = new OptionsBuilder()
                    .include(benchmarks.getName() + "\\.")
                    .forks(1)
                    .warmupIterations(5)
                    .warmupTime(TimeValue.milliseconds(200))
                    .measurementIterations(15)
                    .measurementTime(TimeValue.milliseconds(100))
                    .jvmArgsAppend(jvmArguments)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build();
            Collection<RunResult> results = new Runner(options).run();
            for (RunResult result : results) {
                double fastest = result.getPrimaryResult().getStatistics().getMin();
                times.computeIfAbsent(nameOf(result), unused -> new ArrayList<>())
                        .add(fastest);
            }
        }
        return new Rounds(times);
    }

    private static String nameOf(RunResult result) {
        String name = result.getParams().getBenchmark();
        StringBuilder label = new StringBuilder(name.substring(name.lastIndexOf('.') + 1));
        for (String parameter : result.getParams().getParamsKeys()) {
            label.append(' ').append(result.getParams().getParam(parameter));
        }
        return label.toString();
    }

    /** The fastest round: what else ran on the machine, and where the JIT happened to place the code, only ever add. */
    double fastest(String benchmark) {
        return times.get(benchmark).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    /** The quotients of two benchmarks, round by round, sorted. */
    double[] ratios(String benchmark, String base) {
        List<Double> measured = times.get(benchmark);
        List<Double> limit = times.get(base);
        double[] ratios = new double[measured.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = measured.get(i) / limit.get(i);
        }
        Arrays.sort(ratios);
        return ratios;
    }
}
