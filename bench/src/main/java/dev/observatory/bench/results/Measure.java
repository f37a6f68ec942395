package dev.observatory.bench.results;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
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
        return alone(section, work, unit, ours, ours, ours, goal);
    }

    /**
     * A figure of ours alone, taken several times.
     *
     * @param section the part of the benchmarks
     * @param work what was done
     * @param unit of the figures
     * @param ours what it took us
     * @param low the least figure
     * @param high the greatest
     * @param goal what is wanted; null if nothing is
     * @return the measure
     */
    public static Measure alone(
            String section, String work, String unit, double ours, double low, double high, @Nullable Goal goal) {
        return new Measure(section, work, unit, ours, null, Double.NaN, Double.NaN, low, high, goal);
    }

    /**
     * A figure of ours beside somebody else's, both taken in rounds that took turns. As many rounds count as both have: who has
     * more would have more chances to be undisturbed.
     *
     * @param section the part of the benchmarks
     * @param work what was done
     * @param unit of the figures
     * @param ours what each round took us, at least one
     * @param peer who did the same
     * @param theirs what each round took them, at least one
     * @param goal what is wanted; null if nothing is
     * @return the measure: the least of ours by the least of theirs; its spread is that of the rounds
     */
    public static Measure beside(
            String section,
            String work,
            String unit,
            List<Double> ours,
            String peer,
            List<Double> theirs,
            @Nullable Goal goal) {
        int rounds = Math.min(ours.size(), theirs.size());
        double least = Collections.min(ours.subList(0, rounds));
        double theirLeast = Collections.min(theirs.subList(0, rounds));
        double ratio = least / theirLeast;
        double low = ratio;
        double high = ratio;
        for (int round = 0; round < rounds; round++) {
            low = Math.min(low, ours.get(round) / theirs.get(round));
            high = Math.max(high, ours.get(round) / theirs.get(round));
        }
        return new Measure(section, work, unit, least, peer, theirLeast, ratio, low, high, goal);
    }

    /** What tells this measure from others, from run to run. */
    String key() {
        return section + " / " + work + (peer == null ? "" : " / " + peer);
    }

    /** What is compared from run to run: the ratio, or the figure where there is none. */
    double judged() {
        return peer == null ? ours : ratio;
    }

    /** Empty if there was but one round. */
    String spread() {
        return low == high && peer == null ? "" : Results.number(low) + "-" + Results.number(high);
    }

    /** Null if nothing is wanted. */
    @Nullable
    Boolean isMet() {
        return goal == null ? null : goal.isMetBy(this);
    }
}
