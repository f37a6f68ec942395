package dev.observatory.bench.run;

import java.util.Arrays;

/**
 * Figures of two variants of one program, measured in turn: round by round.
 *
 * @param base of the variant that the other is compared with
 * @param other as many
 */
public record Pairs(double[] base, double[] other) {

    public double medianOfBase() {
        return median(base);
    }

    public double median() {
        return median(other);
    }

    /** The median of the ratios round by round: what drifts between rounds does not count. */
    public double ratio() {
        return median(ratios());
    }

    public double lowRatio() {
        return Arrays.stream(ratios()).min().orElseThrow();
    }

    public double highRatio() {
        return Arrays.stream(ratios()).max().orElseThrow();
    }

    /** What the other adds, as {@link #ratio}. */
    double added() {
        return median(differences());
    }

    double lowAdded() {
        return Arrays.stream(differences()).min().orElseThrow();
    }

    double highAdded() {
        return Arrays.stream(differences()).max().orElseThrow();
    }

    private double[] ratios() {
        double[] ratios = new double[base.length];
        Arrays.setAll(ratios, i -> other[i] / base[i]);
        return ratios;
    }

    private double[] differences() {
        double[] differences = new double[base.length];
        Arrays.setAll(differences, i -> other[i] - base[i]);
        return differences;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
