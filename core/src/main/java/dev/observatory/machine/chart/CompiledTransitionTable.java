package dev.observatory.machine.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Computes the transitions of each trigger in each leaf. */
final class CompiledTransitionTable {
    private final StateChart chart;
    private final Planner planner;

    CompiledTransitionTable(StateChart chart, Planner planner) {
        this.chart = chart;
        this.planner = planner;
    }

    /** Returns the table. Edges of the leaf itself come first, then those of the states around it, then those of any state. */
    CompiledTransition[][] transitions() {
        List<List<Edge>> bySource = new ArrayList<>();
        for (int source = Edge.ANY; source < chart.states.length; source++) {
            bySource.add(new ArrayList<>());
        }
        for (Edge edge : chart.edges) {
            bySource.get(edge.source + 1).add(edge);
        }
        CompiledTransition[][] transitions = new CompiledTransition[chart.states.length * chart.stride][];
        Arrays.fill(transitions, CompiledTransition.NONE);
        for (int leaf = 0; leaf < chart.states.length; leaf++) {
            if (chart.isLeaf(leaf) && !isOver(leaf)) {
                fill(transitions, leaf, bySource);
            }
        }
        return transitions;
    }

    /** Returns whether a leaf is a top-level final state, which has no transitions. */
    private boolean isOver(int leaf) {
        return chart.last[leaf] && chart.parents[leaf] < 0;
    }

    private void fill(CompiledTransition[][] transitions, int leaf, List<List<Edge>> bySource) {
        for (int source = leaf; ; source = chart.parents[source]) {
            for (Edge edge : bySource.get(source + 1)) {
                CompiledTransition transition =
                        new CompiledTransition(edge, leaf, isForeseeable(edge) ? planner.plan(leaf, edge) : null);
                int place = leaf * chart.stride + edge.trigger;
                if (edge.isAlternative) {
                    transitions[place][transitions[place].length - 1].addAlternative(transition);
                    continue;
                }
                transitions[place] = Arrays.copyOf(transitions[place], transitions[place].length + 1);
                transitions[place][transitions[place].length - 1] = transition;
            }
            if (source < 0) {
                return;
            }
        }
    }

    private boolean isForeseeable(Edge edge) {
        return !chart.hasRegions && edge.reach == Edge.Reach.STATE;
    }

    static int[] direct(StateChart chart) {
        int[] direct = new int[chart.transitions.length];
        for (int i = 0; i < direct.length; i++) {
            direct[i] = directly(chart, chart.transitions[i]);
        }
        return direct;
    }

    private static int directly(StateChart chart, CompiledTransition[] transitions) {
        if (transitions.length == 0 || chart.hasIdle || chart.deferred != null) {
            return -1;
        }
        Edge edge = transitions[0].edge();
        Plan plan = transitions[0].plan();
        if (plan == null || edge.isInternal() || edge.choice != null || edge.guards.length + edge.actions.length > 0) {
            return -1;
        }
        for (int state : plan.exits) {
            if (chart.exits[state].length + chart.timed[state].length > 0
                    || chart.shallow[state]
                    || chart.deep[state]) {
                return -1;
            }
        }
        for (int state : plan.enters) {
            if (chart.entries[state].length + chart.timed[state].length > 0 || chart.last[state]) {
                return -1;
            }
        }
        return plan.leaves[0];
    }
}
