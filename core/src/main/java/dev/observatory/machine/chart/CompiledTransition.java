package dev.observatory.machine.chart;

import org.jspecify.annotations.Nullable;

/** An edge that may be taken from one leaf, with its plan as far as that can be computed in advance. */
public final class CompiledTransition {
    static final CompiledTransition[] NONE = {};

    private final Edge[] edges;
    private final int[] froms;
    private final @Nullable Plan plan;

    /**
     * Creates a compiled transition.
     *
     * @param from the leaf in which the trigger is fired
     * @param plan the states that are left and entered; null if they depend on the rest of the configuration or on a history
     */
    CompiledTransition(Edge edge, int from, @Nullable Plan plan) {
        this.edges = new Edge[] {edge};
        this.froms = new int[] {from};
        this.plan = plan;
    }

    public Edge edge() {
        return edges[0];
    }

    public Edge[] edges() {
        return edges;
    }

    public int[] froms() {
        return froms;
    }

    public @Nullable Plan plan() {
        return plan;
    }
}
