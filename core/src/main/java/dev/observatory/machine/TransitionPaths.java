package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Coverage;
import dev.observatory.machine.chart.StateChart;
import java.util.List;

/** Paths through a definition, for tests. */
public final class TransitionPaths {
    private TransitionPaths() {}

    /**
     * Returns paths from the start that together take every transition that can be taken, without redundant ones.
     *
     * <p>Guards are assumed to pass where a path needs them to. Transitions that a completed state takes by itself are covered without
     * being listed; timed ones are listed like others. Each path is for a new machine.
     *
     * @param machine used for its definition only
     * @return for each path the transitions whose triggers have to be fired, in order
     * @throws NullPointerException if {@code machine} is null
     */
    public static List<List<TransitionRow>> covering(Machine machine) {
        return covering(requireNonNull(machine, "machine").compiled());
    }

    /**
     * Returns covering paths, like {@link #covering(Machine)}.
     *
     * @param definition the definition
     * @return for each path the transitions whose triggers have to be fired, in order
     * @throws NullPointerException if {@code definition} is null
     */
    public static List<List<TransitionRow>> covering(MachineDefinition<?, ?, ?> definition) {
        return covering(requireNonNull(definition, "definition").chart);
    }

    private static List<List<TransitionRow>> covering(StateChart chart) {
        return new Coverage(chart)
                .paths().stream()
                        .map(path -> path.stream()
                                .map(edge -> ChartViews.row(chart, edge))
                                .toList())
                        .toList();
    }
}
