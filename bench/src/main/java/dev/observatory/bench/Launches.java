package dev.observatory.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One program started in several variants, all of them in turn, round by round: the machine's speed drifts. */
final class Launches {
    private final int rounds;
    private final List<Variant> variants;
    private final Processes.Run[][] runs;

    /**
     * How to start the program.
     *
     * @param options of the JVM
     * @param args of the program
     */
    record Variant(String name, List<String> options, String classPath, String main, List<String> args) {}

    /**
     * Starts nothing yet.
     *
     * @param variants the first is what the others are compared with
     */
    Launches(int rounds, List<Variant> variants) {
        this.rounds = rounds;
        this.variants = variants;
        this.runs = new Processes.Run[variants.size()][rounds];
    }

    /** Runs all; a first round only warms the file cache. */
    Launches run() throws IOException, InterruptedException {
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

    /** What each variant adds to the first, in milliseconds and MiB. */
    void printAdded(String title) {
        Table table = new Table(
                title + "; medians of " + rounds + " rounds",
                "agent",
                "wall ms",
                "CPU ms",
                "peak MiB",
                "+ wall",
                "min-max",
                "+ CPU",
                "+ peak");
        for (int v = 0; v < variants.size(); v++) {
            double[] wall = compared(v, Processes.Run::millis, false);
            table.row(
                    variants.get(v).name(),
                    median(v, Processes.Run::millis),
                    median(v, Processes.Run::cpuMillis),
                    median(v, Processes.Run::peakMebibytes),
                    Table.number(medianOf(wall)),
                    range(wall),
                    Table.number(medianOf(compared(v, Processes.Run::cpuMillis, false))),
                    Table.number(medianOf(compared(v, Processes.Run::peakMebibytes, false))));
        }
    }

    /** How many times the first each variant takes, and the MiB that it adds. */
    void printRatios(String title) {
        Table table = new Table(
                title + "; medians of " + rounds + " rounds",
                "agent",
                "wall ms",
                "CPU ms",
                "peak MiB",
                "x wall",
                "min-max",
                "x CPU",
                "min-max",
                "+ peak");
        for (int v = 0; v < variants.size(); v++) {
            double[] wall = compared(v, Processes.Run::millis, true);
            double[] cpu = compared(v, Processes.Run::cpuMillis, true);
            table.row(
                    variants.get(v).name(),
                    median(v, Processes.Run::millis),
                    median(v, Processes.Run::cpuMillis),
                    median(v, Processes.Run::peakMebibytes),
                    Table.number(medianOf(wall)),
                    range(wall),
                    Table.number(medianOf(cpu)),
                    range(cpu),
                    Table.number(medianOf(compared(v, Processes.Run::peakMebibytes, false))));
        }
    }

    private String median(int variant, ToDoubleFunction<Processes.Run> figure) {
        return Table.number(medianOf(
                Arrays.stream(runs[variant]).mapToDouble(figure).sorted().toArray()));
    }

    /** Round by round, sorted. */
    private double[] compared(int variant, ToDoubleFunction<Processes.Run> figure, boolean isRatio) {
        double[] compared = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            double base = figure.applyAsDouble(runs[0][i]);
            double value = figure.applyAsDouble(runs[variant][i]);
            compared[i] = isRatio ? value / base : value - base;
        }
        Arrays.sort(compared);
        return compared;
    }

    private static String range(double[] sorted) {
        return Table.number(sorted[0]) + "-" + Table.number(sorted[sorted.length - 1]);
    }

    private static double medianOf(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
