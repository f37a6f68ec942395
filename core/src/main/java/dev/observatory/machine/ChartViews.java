package dev.observatory.machine;

import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;
import dev.observatory.machine.diagram.DurationText;
import dev.observatory.machine.diagram.StateDiagram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts charts to what readers see: rows of the transition table, and the input of diagrams. */
final class ChartViews {
    private ChartViews() {}

    static List<TransitionRow> rows(StateChart chart) {
        List<TransitionRow> rows = new ArrayList<>();
        for (Edge edge : chart.edges) {
            rows.add(row(chart, edge));
        }
        return List.copyOf(rows);
    }

    static TransitionRow row(StateChart chart, Edge edge) {
        String from = edge.source < 0 ? "any" : chart.states[edge.source];
        String to = edge.isInternal() ? from : chart.states[edge.target];
        String reach =
                switch (edge.reach) {
                    case STATE -> "";
                    case SHALLOW_HISTORY -> " (history)";
                    case DEEP_HISTORY -> " (deep history)";
                };
        TransitionKind kind = edge.isInternal()
                ? TransitionKind.INTERNAL
                : edge.source < 0 ? TransitionKind.EXTERNAL : TransitionKind.of(chart, edge, edge.source);
        return new TransitionRow(
                from, chart.triggers[edge.trigger], to + reach, kind, guards(edge), timing(edge, Duration::toString));
    }

    private static List<String> guards(Edge edge) {
        return Stream.of(edge.guards).map(Guard::name).toList();
    }

    private static String timing(Edge edge, Function<Duration, String> format) {
        if (!edge.isTimed()) {
            return "";
        }
        return (edge.afterNanos >= 0 ? "after " : "idle ") + format.apply(Duration.ofNanos(edge.nanos()));
    }

    static StateDiagram diagram(StateChart chart) {
        List<StateDiagram.Node> nodes = new ArrayList<>();
        for (int state = 0; state < chart.states.length; state++) {
            nodes.add(new StateDiagram.Node(
                    chart.states[state],
                    chart.parents[state],
                    IntStream.of(chart.children[state]).boxed().toList(),
                    chart.initials[state],
                    chart.parallel[state],
                    chart.last[state]));
        }
        List<StateDiagram.Arrow> arrows =
                Stream.of(chart.edges).map(edge -> arrow(chart, edge)).toList();
        return new StateDiagram(chart.name, chart.initial, nodes, arrows);
    }

    private static StateDiagram.Arrow arrow(StateChart chart, Edge edge) {
        StateDiagram.End end =
                switch (edge.reach) {
                    case STATE -> StateDiagram.End.STATE;
                    case SHALLOW_HISTORY -> StateDiagram.End.SHALLOW_HISTORY;
                    case DEEP_HISTORY -> StateDiagram.End.DEEP_HISTORY;
                };
        TransitionRow row = row(chart, edge);
        // One timer serves all alternatives of a choice.
        @Nullable Duration delay = edge.isTimed() && !edge.isAlternative ? Duration.ofNanos(edge.nanos()) : null;
        return new StateDiagram.Arrow(
                edge.source,
                edge.target,
                end,
                edge.isInternal(),
                row.kind() == TransitionKind.LOCAL,
                row.trigger(),
                completedBy(chart, edge.trigger),
                row.guards(),
                delay,
                row.label(timing(edge, DurationText::of)));
    }

    /** Returns the state whose completion a trigger is, or {@link StateDiagram#NONE}. */
    private static int completedBy(StateChart chart, int trigger) {
        return IntStream.range(0, chart.states.length)
                .filter(state -> chart.completions[state] == trigger)
                .findFirst()
                .orElse(StateDiagram.NONE);
    }

    /** Returns the numbers of the active states. */
    static List<Integer> active(StateChart chart, int[] leaves) {
        return chart.active(leaves).stream().boxed().toList();
    }
}
