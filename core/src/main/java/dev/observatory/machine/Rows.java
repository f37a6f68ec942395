package dev.observatory.machine;

import dev.observatory.machine.Behaviour.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the edges of a chart as rows of a table. */
final class Rows {
    private Rows() {}

    static List<TransitionRow> of(StateChart chart) {
        List<TransitionRow> rows = new ArrayList<>();
        for (Edge edge : chart.edges) {
            rows.add(of(chart, edge));
        }
        return List.copyOf(rows);
    }

    static TransitionRow of(StateChart chart, Edge edge) {
        String from = edge.source < 0 ? "any" : chart.states[edge.source];
        String to = edge.isInternal() ? from : chart.states[edge.target];
        String reach =
                switch (edge.reach) {
                    case STATE -> "";
                    case SHALLOW_HISTORY -> " (history)";
                    case DEEP_HISTORY -> " (deep history)";
                };
        List<String> guards = Stream.of(edge.guards).map(Guard::name).toList();
        TransitionKind kind = edge.isInternal()
                ? TransitionKind.INTERNAL
                : edge.source < 0 ? TransitionKind.EXTERNAL : chart.kindOf(edge, edge.source);
        return new TransitionRow(from, chart.triggers[edge.trigger], to + reach, kind, guards, timing(edge));
    }

    private static String timing(Edge edge) {
        if (!edge.isTimed()) {
            return "";
        }
        return (edge.afterNanos >= 0 ? "after " : "idle ") + Duration.ofNanos(edge.nanos());
    }
}
