package dev.observatory.bench.section;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import org.jspecify.annotations.Nullable;

/** Makes measures of one section of what JMH has found in rounds. */
record JmhMeasures(String section, JmhRounds rounds, Results results) {

    /** The time of ours beside that of another benchmark; nothing if one of them was not run. */
    void beside(String work, String ours, String peer, String theirs, @Nullable Goal goal) {
        beside(work, ours, peer, theirs, 1, goal);
    }

    /** As {@link #beside}, of benchmarks that each do the work so many times. */
    void beside(String work, String ours, String peer, String theirs, double times, @Nullable Goal goal) {
        if (!rounds.has(ours) || !rounds.has(theirs)) {
            return;
        }
        double own = rounds.fastest(ours) / times;
        double other = rounds.fastest(theirs) / times;
        double[] ratios = rounds.ratios(ours, theirs);
        results.add(new Measure(
                section,
                work,
                "ns",
                own,
                peer,
                other,
                own / other,
                Math.min(own / other, ratios[0]),
                Math.max(own / other, ratios[ratios.length - 1]),
                goal));
    }

    /** The time of ours. */
    void alone(String work, String ours, @Nullable Goal goal) {
        alone(work, ours, 1, goal);
    }

    /** The time of ours, of a benchmark that does the work so many times. */
    void alone(String work, String ours, double times, @Nullable Goal goal) {
        double[] all = rounds.sorted(ours);
        results.add(
                Measure.alone(section, work, "ns", all[0] / times, all[0] / times, all[all.length - 1] / times, goal));
    }

    /** The bytes that ours allocates. */
    void allocated(String work, String ours, @Nullable Goal goal) {
        // JMH's own part of what it counts is a fraction of a byte.
        results.add(Measure.alone(section, work + ", bytes", "B", Math.floor(rounds.allocated(ours)), goal));
    }

    /** The bytes that ours allocates beside those of another; nothing if one of them was not run. */
    void allocatedBeside(String work, String ours, String peer, String theirs) {
        if (!rounds.has(ours) || !rounds.has(theirs)) {
            return;
        }
        double own = Math.floor(rounds.allocated(ours));
        double other = Math.floor(rounds.allocated(theirs));
        double ratio = own == other ? 1 : own / Math.max(other, 1); // Nothing counts as one byte: no ratio is endless.
        results.add(new Measure(section, work + ", bytes", "B", own, peer, other, ratio, ratio, ratio, null));
    }
}
