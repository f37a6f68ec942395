package dev.observatory.machine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where triggers lead, without a machine. */
@SuppressWarnings("EnumOrdinal") // the numbers of this very JVM's constants, never stored
final class PureTransitions {
    private PureTransitions() {}

    static <S extends Enum<S>, E extends Enum<E>> Optional<S> of(
            MachineDefinition<S, E, ?> definition, S state, E event, @Nullable Object context) {
        int leaf = after(definition.chart, leafOf(definition, state), event.ordinal(), context);
        return leaf < 0 ? Optional.empty() : Optional.of(definition.byNumber[leaf]);
    }

    private static <S extends Enum<S>> int leafOf(MachineDefinition<S, ?, ?> definition, S state) {
        StateChart chart = definition.chart;
        if (chart.hasRegions) {
            throw new IllegalStateException(
                    "Definition [" + chart.name
                            + "] has regions, so one state does not tell where a machine is; keep snapshots of instances instead");
        }
        int leaf = definition.numberOf(state);
        if (!chart.isLeaf(leaf)) {
            throw new IllegalArgumentException(
                    "State [" + state + "] has others inside; next() goes on from an innermost one");
        }
        return leaf;
    }

    private static int after(StateChart chart, int leaf, int trigger, @Nullable Object context) {
        for (CompiledTransition move : chart.moves[leaf * chart.stride + trigger]) {
            if (move.edge().passes(context, null)) {
                return completed(chart, landing(chart, move, leaf), context);
            }
        }
        return -1;
    }

    private static int landing(StateChart chart, CompiledTransition move, int leaf) {
        if (move.edge().isInternal()) {
            return leaf;
        }
        Plan plan = move.plan();
        if (plan == null) {
            plan = new Planner(chart).plan(new int[] {leaf}, move.froms(), List.of(move.edges()), null);
        }
        return plan.leaves[0];
    }

    /** What is done leads on by itself. */
    private static int completed(StateChart chart, int leaf, @Nullable Object context) {
        int outer = chart.parents[leaf];
        if (!chart.last[leaf] || outer < 0 || chart.completions[outer] < 0) {
            return leaf;
        }
        int next = after(chart, leaf, chart.completions[outer], context);
        return next < 0 ? leaf : next;
    }

    static <S extends Enum<S>, E extends Enum<E>> TransitionRefusedException refusal(
            MachineDefinition<S, E, ?> definition, S state, E event, @Nullable Object context) {
        StateChart chart = definition.chart;
        String start = "Trigger [" + event + "] cannot fire from state [" + state + "]; ";
        CompiledTransition[] moves = chart.moves[definition.numberOf(state) * chart.stride + event.ordinal()];
        if (moves.length == 0) {
            return new TransitionRefusedException(
                    FireResult.UNHANDLED, start + "it fires from " + RefusalMessages.sources(chart, event.ordinal()));
        }
        return new TransitionRefusedException(
                FireResult.REFUSED_BY_GUARD,
                start + "refused by guard " + RefusalMessages.refusing(moves, context, null));
    }
}
