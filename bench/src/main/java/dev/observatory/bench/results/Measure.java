package dev.observatory.bench.results;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result for one workload, alone or compared with a peer. Lower is better.
 *
 * @param section the section that measured it
 * @param work the name of the workload
 * @param unit the unit of the figures
 * @param ours Observatory's figure
 * @param peer the peer that ran the same workload; null if none
 * @param theirs the peer's figure; NaN if there is no peer
 * @param ratio Observatory's figure divided by the peer's; NaN if there is no peer
 * @param low the lowest ratio of all rounds, or Observatory's lowest figure if there is no peer
 * @param high the highest ratio or figure
 * @param goal the goal; null if none is set
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
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code ours} is NaN or negative
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
     * Returns a measure of Observatory alone, from one round.
     *
     * @param section the section that measured it
     * @param work the name of the workload
     * @param unit the unit of the figure
     * @param ours Observatory's figure
     * @param goal the goal; null if none is set
     * @return the measure
     */
    public static Measure alone(String section, String work, String unit, double ours, @Nullable Goal goal) {
        return alone(section, work, unit, ours, ours, ours, goal);
    }

    /**
     * Returns a measure of Observatory alone, from several rounds.
     *
     * @param section the section that measured it
     * @param work the name of the workload
     * @param unit the unit of the figures
     * @param ours Observatory's figure
     * @param low the lowest figure
     * @param high the highest ratio or figure
     * @param goal the goal; null if none is set
     * @return the measure
     */
    public static Measure alone(
            String section, String work, String unit, double ours, double low, double high, @Nullable Goal goal) {
        return new Measure(section, work, unit, ours, null, Double.NaN, Double.NaN, low, high, goal);
    }

    /**
     * Returns a measure compared with a peer, from alternating rounds. Only as many rounds count as both have, since more
     * rounds mean a better chance of an undisturbed one.
     *
     * @param section the section that measured it
     * @param work the name of the workload
     * @param unit the unit of the figures
     * @param ours Observatory's figure of each round, at least one
     * @param peer the peer that ran the same workload
     * @param theirs the peer's figure of each round, at least one
     * @param goal the goal; null if none is set
     * @return the measure: the ratio of the lowest figures, with the spread of the ratios of the rounds
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

    /** Returns the identity of this measure, which is stable between runs. */
    String key() {
        return section + " / " + work + (peer == null ? "" : " / " + peer);
    }

    /** Returns the value to compare between runs: the ratio, or the figure if there is no peer. */
    double compared() {
        return peer == null ? ours : ratio;
    }

    /** Returns the range of the rounds; empty if there was only one. */
    String spread() {
        return low == high && peer == null ? "" : Results.number(low) + "-" + Results.number(high);
    }

    /** Returns whether the goal is met; null if there is none. */
    @Nullable
    Boolean isMet() {
        return goal == null ? null : goal.isMetBy(this);
    }
}
