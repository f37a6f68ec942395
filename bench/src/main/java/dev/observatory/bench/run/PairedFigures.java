package dev.observatory.bench.run;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The figures of two variants of one program, measured in turn, round by round.
 *
 * @param base the figures of the baseline
 * @param other the figures of the other variant, as many
 */
public record PairedFigures(double[] base, double[] other) {

    /** Returns these figures as a measure: the medians, and the ratios round by round. */
    public Measure measure(String section, String work, String unit, String nameOfBase, @Nullable Goal goal) {
        return new Measure(
                section, work, unit, median(), nameOfBase, medianOfBase(), ratio(), lowRatio(), highRatio(), goal);
    }

    double medianOfBase() {
        return median(base);
    }

    double median() {
        return median(other);
    }

    /** Returns the median of the ratios round by round, which excludes drift between rounds. */
    double ratio() {
        return median(ratios());
    }

    double lowRatio() {
        return Arrays.stream(ratios()).min().orElseThrow();
    }

    double highRatio() {
        return Arrays.stream(ratios()).max().orElseThrow();
    }

    /** Returns the median of the differences round by round. */
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
        Arrays.setAll(ratios, i -> other[i] == base[i] ? 1 : other[i] / base[i]); // Both may be zero.
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
