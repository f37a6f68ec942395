package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes where triggers lead, without a machine: no action runs, and histories lead to initial states. */
public final class PureTransitions {
    private PureTransitions() {}

    /**
     * Returns where a trigger leads from a leaf of a chart without regions.
     *
     * @param context given to the guards, each of which is called at most once
     * @param refusing gets the guards that refuse; null if they are not needed
     * @return the next leaf, the same one if the transition is internal; negative if there is no transition
     */
    public static int next(
            StateChart chart, int leaf, int trigger, @Nullable Object context, @Nullable List<Guard> refusing) {
        for (CompiledTransition transition : chart.transitions[leaf * chart.stride + trigger]) {
            Guard refused = transition.edge().refusing(context, null);
            if (refused == null) {
                return completed(chart, landing(chart, transition.chosen(context, null), leaf), context);
            }
            if (refusing != null) {
                refusing.add(refused);
            }
        }
        return -1;
    }

    private static int landing(StateChart chart, CompiledTransition transition, int leaf) {
        if (transition.edge().isInternal()) {
            return leaf;
        }
        Plan plan = transition.plan();
        if (plan == null) {
            plan = new Planner(chart).plan(new int[] {leaf}, transition.froms(), List.of(transition.edges()), null);
        }
        return plan.leaves[0];
    }

    /** Takes the transition of a composite state that is done, which fires by itself. */
    private static int completed(StateChart chart, int leaf, @Nullable Object context) {
        int outer = chart.parents[leaf];
        if (!chart.last[leaf] || outer < 0 || chart.completions[outer] < 0) {
            return leaf;
        }
        int next = next(chart, leaf, chart.completions[outer], context, null);
        return next < 0 ? leaf : next;
    }
}
