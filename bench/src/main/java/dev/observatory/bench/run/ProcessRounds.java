package dev.observatory.bench.run;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One program started in several variants, all of them in turn, round by round: the machine's speed drifts. */
public final class ProcessRounds {
    private final int rounds;
    private final List<Variant> variants;
    private final Processes.Run[][] runs;

    /**
     * How to start the program.
     *
     * @param options of the JVM
     * @param args of the program
     */
    public record Variant(String name, List<String> options, String classPath, String main, List<String> args) {}

    /**
     * What is wanted of a variant; null for what is not.
     *
     * @param wall of the ratio of wall times, or of the milliseconds added
     * @param cpu of the ratio of processor times, or of the milliseconds added
     * @param peak of the MiB added
     */
    public record Wanted(
            @Nullable Goal wall,
            @Nullable Goal cpu,
            @Nullable Goal peak) {
        public static final Wanted NOTHING = new Wanted(null, null, null);
    }

    /**
     * Starts nothing yet.
     *
     * @param variants the first is what the others are compared with
     */
    public ProcessRounds(int rounds, List<Variant> variants) {
        this.rounds = rounds;
        this.variants = variants;
        this.runs = new Processes.Run[variants.size()][rounds];
    }

    /** Runs all; a first round only warms the file cache. */
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

    /** Puts in what each variant adds to the first, in milliseconds and MiB; wall time only, where the system does not tell more. */
    public void putAdded(String section, Results results, List<Wanted> wanted) {
        for (int v = 1; v < variants.size(); v++) {
            String name = variants.get(v).name();
            results.add(added(
                    section,
                    name + ", wall time added",
                    "ms",
                    pairs(v, Processes.Run::millis),
                    wanted.get(v).wall()));
            if (ProcessAccounts.ARE_KNOWN) {
                Pairs cpu = pairs(v, Processes.Run::cpuMillis);
                results.add(added(
                        section,
                        name + ", processor time added",
                        "ms",
                        cpu,
                        wanted.get(v).cpu()));
                putMemory(section, results, v, wanted.get(v));
            }
        }
    }

    /** Puts in how many times the first each variant takes, and the MiB that it adds. */
    public void putRatios(String section, Results results, List<Wanted> wanted) {
        for (int v = 1; v < variants.size(); v++) {
            String name = variants.get(v).name();
            results.add(ratio(
                    section,
                    name + ", wall time",
                    pairs(v, Processes.Run::millis),
                    wanted.get(v).wall()));
            if (ProcessAccounts.ARE_KNOWN) {
                Pairs cpu = pairs(v, Processes.Run::cpuMillis);
                results.add(ratio(
                        section, name + ", processor time", cpu, wanted.get(v).cpu()));
                putMemory(section, results, v, wanted.get(v));
            }
        }
    }

    private void putMemory(String section, Results results, int variant, Wanted wanted) {
        Pairs memory = pairs(variant, Processes.Run::peakMebibytes);
        results.add(added(section, variants.get(variant).name() + ", memory added", "MiB", memory, wanted.peak()));
    }

    private static Measure added(String section, String work, String unit, Pairs pairs, @Nullable Goal goal) {
        return Measure.alone(
                section, work, unit, Math.max(0, pairs.added()), pairs.lowAdded(), pairs.highAdded(), goal);
    }

    private Measure ratio(String section, String work, Pairs pairs, @Nullable Goal goal) {
        return new Measure(
                section,
                work,
                "ms",
                pairs.median(),
                variants.get(0).name(),
                pairs.medianOfBase(),
                pairs.ratio(),
                pairs.lowRatio(),
                pairs.highRatio(),
                goal);
    }

    private Pairs pairs(int variant, ToDoubleFunction<Processes.Run> figure) {
        double[] base = new double[rounds];
        double[] other = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            base[i] = figure.applyAsDouble(runs[0][i]);
            other[i] = figure.applyAsDouble(runs[variant][i]);
        }
        return new Pairs(base, other);
    }
}
