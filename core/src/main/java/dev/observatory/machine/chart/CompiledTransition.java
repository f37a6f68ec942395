package dev.observatory.machine.chart;

import org.jspecify.annotations.Nullable;

/** An edge that may be taken from one leaf, and what that means, worked out beforehand as far as that can be done. */
public final class CompiledTransition {
    static final CompiledTransition[] NONE = {};

    private final Edge[] edges;
    private final int[] froms;
    private final @Nullable Plan plan;

    /**
     * A transition.
     *
     * @param from the leaf in which the trigger finds the machine
     * @param plan what is left and entered; null where the rest of the configuration or the past plays a part in that
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
