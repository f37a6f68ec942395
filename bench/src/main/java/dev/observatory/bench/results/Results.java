package dev.observatory.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measures of a run, in order. Not thread-safe. */
public final class Results {
    private final List<Measure> measures = new ArrayList<>();

    /** Creates an empty list of results. */
    public Results() {}

    /**
     * Adds a measure.
     *
     * @param measure the measure to add
     */
    public void add(Measure measure) {
        measures.add(measure);
    }

    /**
     * Returns all measures.
     *
     * @return an unmodifiable copy, in order
     */
    public List<Measure> measures() {
        return List.copyOf(measures);
    }

    /**
     * Returns the measures as a table with ratios, spreads and goals.
     *
     * @return the table, one line per measure
     */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "%-12s %-50s %12s  %-22s %12s %8s %15s  %-14s %s%n",
                "section",
                "work",
                "ours",
                "compared with",
                "theirs",
                "ratio",
                "spread",
                "goal",
                ""));
        for (Measure measure : measures) {
            String peer = measure.peer();
            Boolean isMet = measure.isMet();
            table.append(String.format(
                                    Locale.ROOT,
                                    "%-12s %-50s %12s  %-22s %12s %8s %15s  %-14s %s",
                                    measure.section(),
                                    measure.work(),
                                    number(measure.ours()) + " " + measure.unit(),
                                    peer == null ? "" : peer,
                                    peer == null ? "" : number(measure.theirs()),
                                    peer == null ? "" : number(measure.ratio()),
                                    measure.spread(),
                                    measure.goal() == null ? "" : measure.goal(),
                                    isMet == null ? "" : isMet ? "met" : "NOT MET")
                            .stripTrailing())
                    .append('\n');
        }
        return table.toString();
    }

    /**
     * Returns how many goals are met.
     *
     * @return one line, preceded by one line for each unmet goal
     */
    public String summary() {
        StringBuilder summary = new StringBuilder();
        int wanted = 0;
        int met = 0;
        for (Measure measure : measures) {
            Boolean isMet = measure.isMet();
            if (isMet == null) {
                continue;
            }
            wanted++;
            if (isMet) {
                met++;
            } else {
                summary.append("not met: ")
                        .append(measure.key())
                        .append(": ")
                        .append(number(measure.compared()))
                        .append(", goal ")
                        .append(measure.goal())
                        .append('\n');
            }
        }
        return summary.append(met)
                .append(" of ")
                .append(wanted)
                .append(" goals met\n")
                .toString();
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}
