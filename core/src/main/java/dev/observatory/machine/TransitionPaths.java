package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Coverage;
import dev.observatory.machine.chart.StateChart;
import java.util.List;

/** Ways through a definition, for tests. */
public final class TransitionPaths {
    private TransitionPaths() {}

    /**
     * Paths from the start that together take every transition that can be taken, with none that the others make superfluous.
     *
     * <p>Guards are taken to let pass what a path needs; transitions that happen by themselves, because a state is done, are
     * covered without being listed, and timed ones are listed as if they were fired by hand. Each path is to be walked by a
     * machine of its own.
     *
     * @param machine used for its definition only
     * @return for each path the transitions in the order in which their triggers are to be fired
     * @throws NullPointerException if {@code machine} is null
     */
    public static List<List<TransitionRow>> covering(Machine machine) {
        return covering(requireNonNull(machine, "machine").compiled());
    }

    /**
     * As {@link #covering(Machine)}.
     *
     * @param definition the definition
     * @return for each path the transitions in the order in which their triggers are to be fired
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
