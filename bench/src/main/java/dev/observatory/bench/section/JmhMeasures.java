package dev.observatory.bench.section;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import org.jspecify.annotations.Nullable;

/** Converts JMH results of several rounds to measures of one section. */
record JmhMeasures(String section, JmhRounds rounds, Results results) {

    /** Adds the time of ours compared with another benchmark; does nothing if one of them did not run. */
    void beside(String work, String ours, String peer, String theirs, @Nullable Goal goal) {
        beside(work, ours, peer, theirs, 1, goal);
    }

    /** Like {@link #beside}, for benchmarks that do the work {@code times} times per operation. */
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

    /** Adds the time of ours. */
    void alone(String work, String ours, @Nullable Goal goal) {
        alone(work, ours, 1, goal);
    }

    /** Adds the time of ours, for a benchmark that does the work {@code times} times per operation. */
    void alone(String work, String ours, double times, @Nullable Goal goal) {
        double[] all = rounds.sorted(ours);
        results.add(
                Measure.alone(section, work, "ns", all[0] / times, all[0] / times, all[all.length - 1] / times, goal));
    }

    /** Adds the bytes that ours allocates. */
    void allocated(String work, String ours, @Nullable Goal goal) {
        // JMH's own allocations account for a fraction of a byte.
        results.add(Measure.alone(section, work + ", bytes", "B", Math.floor(rounds.allocated(ours)), goal));
    }

    /** Adds the bytes that ours allocates compared with another; does nothing if one of them did not run. */
    void allocatedBeside(String work, String ours, String peer, String theirs) {
        if (!rounds.has(ours) || !rounds.has(theirs)) {
            return;
        }
        double own = Math.floor(rounds.allocated(ours));
        double other = Math.floor(rounds.allocated(theirs));
        // Zero counts as one byte, which keeps the ratio finite.
        double ratio = own == other ? 1 : own / Math.max(other, 1);
        results.add(new Measure(section, work + ", bytes", "B", own, peer, other, ratio, ratio, ratio, null));
    }
}
