package dev.observatory.bench.results;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What one piece of work took us, alone or beside somebody else. Less is better.
 *
 * @param section which part of the benchmarks it belongs to
 * @param work what was done
 * @param unit of the figures
 * @param ours what it took us
 * @param peer who did the same; null if nobody
 * @param theirs what it took them; NaN if there is no peer
 * @param ratio ours divided by theirs; NaN if there is no peer
 * @param low the least ratio of all rounds, or the least figure of ours if there is no peer
 * @param high the greatest
 * @param goal what is wanted; null if nothing is
 */
public record Measure(
        String section,
        String work,
        String unit,
        double ours,
        @Nullable String peer,
        double theirs,
        double ratio,
        double low,
        double high,
        @Nullable Goal goal) {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if the figure is none, or negative
     * @throws NullPointerException if {@code section}, {@code work} or {@code unit} is null
     */
    public Measure {
        requireNonNull(section, "section");
        requireNonNull(work, "work");
        requireNonNull(unit, "unit");
        if (!(ours >= 0)) {
            throw new IllegalArgumentException(
                    "Benchmark is wrong: [" + section + "/" + work + "] took [" + ours + "]");
        }
    }

    /**
     * A figure of ours alone.
     *
     * @param section the part of the benchmarks
     * @param work what was done
     * @param unit of the figure
     * @param ours what it took us
     * @param goal what is wanted; null if nothing is
     * @return the measure
     */
    public static Measure alone(String section, String work, String unit, double ours, @Nullable Goal goal) {
        return new Measure(section, work, unit, ours, null, Double.NaN, Double.NaN, ours, ours, goal);
    }

    /** What tells this measure from others, from run to run. */
    String key() {
        return section + " / " + work + (peer == null ? "" : " / " + peer);
    }

    /** What is compared from run to run: the ratio, or the figure where there is none. */
    double judged() {
        return peer == null ? ours : ratio;
    }

    /** Null if nothing is wanted. */
    @Nullable
    Boolean isMet() {
        return goal == null ? null : goal.isMetBy(this);
    }
}
