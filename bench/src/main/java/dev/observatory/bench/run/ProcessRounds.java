package dev.observatory.bench.run;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Runs several variants of a program in turn, round by round, since the machine's speed drifts. */
public final class ProcessRounds {
    private final int rounds;
    private final List<Variant> variants;
    private final Processes.Run[][] runs;

    /**
     * One way to start the program.
     *
     * @param options the JVM options
     * @param args the program's arguments
     */
    public record Variant(String name, List<String> options, String classPath, String main, List<String> args) {}

    /**
     * The goals of a variant; null for figures without one.
     *
     * @param wall the goal for the ratio of wall times, or for the milliseconds added
     * @param cpu the goal for the ratio of processor times, or for the milliseconds added
     * @param peak the goal for the MiB added
     */
    public record Goals(
            @Nullable Goal wall,
            @Nullable Goal cpu,
            @Nullable Goal peak) {
        public static final Goals NONE = new Goals(null, null, null);
    }

    /**
     * Creates the rounds without running them.
     *
     * @param variants the variants; the first is the baseline
     */
    public ProcessRounds(int rounds, List<Variant> variants) {
        this.rounds = rounds;
        this.variants = variants;
        this.runs = new Processes.Run[variants.size()][rounds];
    }

    /** Runs all rounds, after an additional one that warms the file cache. Returns this. */
    public ProcessRounds run() throws IOException, InterruptedException {
        for (int round = -1; round < rounds; round++) {
            for (int v = 0; v < variants.size(); v++) {
                Variant variant = variants.get(v);
                Processes.Run run =
                        Processes.java(variant.options(), variant.classPath(), variant.main(), variant.args());
                if (round >= 0) {
                    runs[v][round] = run;
                }
            }
        }
        return this;
    }

    /**
     * Adds the difference of each variant to the baseline, in milliseconds and MiB; only wall time where the system provides
     * no more.
     */
    public void putAdded(String section, Results results, List<Goals> goals) {
        for (int v = 1; v < variants.size(); v++) {
            String name = variants.get(v).name();
            results.add(added(
                    section,
                    name + ", wall time added",
                    "ms",
                    pairs(v, Processes.Run::millis),
                    goals.get(v).wall()));
            if (ProcessStatistics.AVAILABLE) {
                PairedFigures cpu = pairs(v, Processes.Run::cpuMillis);
                results.add(added(
                        section,
                        name + ", processor time added",
                        "ms",
                        cpu,
                        goals.get(v).cpu()));
                putMemory(section, results, v, goals.get(v));
            }
        }
    }

    /** Adds the ratio of each variant to the baseline, and the difference in MiB. */
    public void putRatios(String section, Results results, List<Goals> goals) {
        for (int v = 1; v < variants.size(); v++) {
            String name = variants.get(v).name();
            results.add(ratio(
                    section,
                    name + ", wall time",
                    pairs(v, Processes.Run::millis),
                    goals.get(v).wall()));
            if (ProcessStatistics.AVAILABLE) {
                PairedFigures cpu = pairs(v, Processes.Run::cpuMillis);
                results.add(ratio(
                        section, name + ", processor time", cpu, goals.get(v).cpu()));
                putMemory(section, results, v, goals.get(v));
            }
        }
    }

    private void putMemory(String section, Results results, int variant, Goals goals) {
        PairedFigures memory = pairs(variant, Processes.Run::peakMebibytes);
        results.add(added(section, variants.get(variant).name() + ", memory added", "MiB", memory, goals.peak()));
    }

    private static Measure added(String section, String work, String unit, PairedFigures pairs, @Nullable Goal goal) {
        return Measure.alone(
                section, work, unit, Math.max(0, pairs.added()), pairs.lowAdded(), pairs.highAdded(), goal);
    }

    private Measure ratio(String section, String work, PairedFigures pairs, @Nullable Goal goal) {
        return pairs.measure(section, work, "ms", variants.get(0).name(), goal);
    }

    private PairedFigures pairs(int variant, ToDoubleFunction<Processes.Run> figure) {
        double[] base = new double[rounds];
        double[] other = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            base[i] = figure.applyAsDouble(runs[0][i]);
            other[i] = figure.applyAsDouble(runs[variant][i]);
        }
        return new PairedFigures(base, other);
    }
}
