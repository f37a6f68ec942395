package dev.observatory.bench.results;

import java.util.List;
import java.util.Optional;

/**
 * A ratio shown in the summary tables of the documents.
 *
 * @param table the table that shows it
 * @param section the section of the measure
 * @param work the workload's name or its beginning
 * @param peer the measure's peer
 */
record Headline(Table table, String section, String work, String peer) {

    /** A summary table. */
    enum Table {
        /** Observatory as a multiple of the lower bound, such as code without an agent. */
        LIMITS("as a multiple of"),
        /** Peers as a multiple of the observatory. */
        OTHERS("others, as a multiple of ours");

        private final String column;

        Table(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    static final List<Headline> ALL = List.of(
            limit("woven", "call, not observed", "plain"),
            limit("woven", "each of 1,000 methods", "plain"),
            limit("woven", "field write, not observed", "plain"),
            limit("spring", "ours, nothing tagged, wall time", "no agent"),
            limit("spring", "ours, 200 tagged methods, wall time", "no agent"),
            limit("spring", "OpenTelemetry, no exporters, wall time", "no agent"),
            limit("spring", "AspectJ, the 200 tagged methods, wall time", "no agent"),
            limit("hooks", "emit to 1 of one class", "array loop"),
            limit("hooks", "emit to 8 of distinct classes", "array loop"),
            limit("collections", "list add", "ArrayList"),
            limit("collections", "list addAll of 10,000", "ArrayList"),
            limit("attach", "a call and 5 us of other work, watched with arguments", "not watched"),
            other("peers", "call, one completed observer", "AspectJ @Around"),
            other("peers", "call, one completed observer", "JFR method timing"),
            other("peers", "call, three observers that read all", "JFR method trace"),
            other("peers", "call, three observers that read all", "Micrometer @Timed"),
            other("peers", "call, three observers that read all", "OpenTelemetry @WithSpan"),
            other("hooks", "emit to 1 of one class", "JavaFX property"),
            other("hooks", "emit to 1 of one class", "greenrobot EventBus"),
            other("hooks", "emit to 1 of one class", "MBassador"),
            other("hooks", "emit to 1 of one class", "Guava EventBus"),
            other("collections", "list add, observed", "JavaFX"),
            other("collections", "list sort 10,000, observed", "JavaFX"),
            other("collections", "map put a new key, observed", "JavaFX"),
            other("machine", "a transition, serial", "stateless4j"),
            other("machine", "a transition, serial", "COLA"),
            other("machine", "a transition, serial", "squirrel"),
            other("machine", "a transition, serial", "Spring Statemachine"),
            other("graph", "geometric mean", "alien-signals"),
            other("graph", "geometric mean", "Preact signals"),
            other("graph", "geometric mean", "@reactively/core"),
            other("graph", "geometric mean", "ReactFX"),
            other("graph", "geometric mean", "JavaFX bindings"));

    private static Headline limit(String section, String work, String peer) {
        return new Headline(Table.LIMITS, section, work, peer);
    }

    private static Headline other(String section, String work, String peer) {
        return new Headline(Table.OTHERS, section, work, peer);
    }

    /** Returns the measure; an exact match of the workload's name takes precedence. */
    Optional<Measure> find(List<Measure> measures) {
        List<Measure> found = measures.stream()
                .filter(measure -> measure.section().equals(section)
                        && peer.equals(measure.peer())
                        && measure.work().startsWith(work))
                .toList();
        return found.stream()
                .filter(measure -> measure.work().equals(work))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** Returns the ratio with its spread, in the direction of the table. */
    String figure(Measure measure) {
        return table == Table.LIMITS
                ? figure(measure.ratio(), measure.low(), measure.high())
                : figure(1 / measure.ratio(), 1 / measure.high(), 1 / measure.low());
    }

    private static String figure(double ratio, double low, double high) {
        return Results.number(ratio) + " (" + Results.number(low) + "-" + Results.number(high) + ")";
    }
}
