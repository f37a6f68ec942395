package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Guard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects the transitions of a trigger in a chart with regions: each region may take one, all in the same step. Of two that
 * would leave the same state, the one whose source is further inside wins, otherwise the one whose region was declared first.
 */
public final class Regions {
    private Regions() {}

    /**
     * The transitions of a trigger.
     *
     * @param transitions for each region the first that no guard refuses
     * @param refusing the guards that refused others
     */
    public record Selection(List<CompiledTransition> transitions, List<Guard> refusing) {}

    /** Returns the transitions that a trigger enables; calls each guard at most once. */
    public static Selection enabled(
            StateChart chart, int[] leaves, int trigger, @Nullable Object context, @Nullable Object payload) {
        List<CompiledTransition> enabled = new ArrayList<>();
        List<Guard> refusing = new ArrayList<>();
        Map<Edge, Boolean> passed = new HashMap<>();
        for (int leaf : leaves) {
            for (CompiledTransition transition : chart.transitions[leaf * chart.stride + trigger]) {
                Edge edge = transition.edge();
                Boolean passes = passed.get(edge);
                boolean isNew = passes == null;
                if (passes == null) {
                    Guard refused = edge.refusing(context, payload);
                    passes = refused == null;
                    passed.put(edge, passes);
                    if (refused != null) {
                        refusing.add(refused);
                    }
                }
                if (passes) {
                    if (isNew) {
                        enabled.add(transition.chosen(context, payload));
                    }
                    break;
                }
            }
        }
        return new Selection(enabled, refusing);
    }

    /** Returns those of several transitions that can be taken in one step. */
    public static List<CompiledTransition> compatible(
            StateChart chart, List<CompiledTransition> transitions, int[] leaves, int @Nullable [][] history) {
        if (transitions.size() == 1) {
            return transitions;
        }
        Planner planner = new Planner(chart);
        BitSet active = chart.active(leaves);
        List<CompiledTransition> kept = new ArrayList<>();
        for (CompiledTransition transition : transitions) {
            BitSet exits = planner.exitsOf(transition.edge(), active, history);
            List<CompiledTransition> losing = new ArrayList<>();
            boolean loses = false;
            for (CompiledTransition other : kept) {
                if (exits.intersects(planner.exitsOf(other.edge(), active, history))) {
                    if (isFurtherInside(chart, sourceOf(transition), sourceOf(other))) {
                        losing.add(other);
                    } else {
                        loses = true;
                        break;
                    }
                }
            }
            if (!loses) {
                kept.removeAll(losing);
                kept.add(transition);
            }
        }
        return kept;
    }

    private static boolean isFurtherInside(StateChart chart, int source, int other) {
        return source >= 0 && source != other && chart.isInside(source, other);
    }

    private static int sourceOf(CompiledTransition transition) {
        return transition.edge().source;
    }
}
