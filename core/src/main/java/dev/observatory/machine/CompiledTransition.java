package dev.observatory.machine;

import org.jspecify.annotations.Nullable;

/** An edge that may be taken from one leaf, and what that means, worked out beforehand as far as that can be done. */
final class CompiledTransition {
    static final CompiledTransition[] NONE = {};

    private final Edge[] edges;
    private final int[] froms;
    private final @Nullable Plan plan;

    /**
     * A move.
     *
     * @param from the leaf in which the trigger finds the machine
     * @param plan what is left and entered; null where the rest of the configuration or the past plays a part in that
     */
    CompiledTransition(Edge edge, int from, @Nullable Plan plan) {
        this.edges = new Edge[] {edge};
        this.froms = new int[] {from};
        this.plan = plan;
    }

    Edge edge() {
        return edges[0];
    }

    Edge[] edges() {
        return edges;
    }

    int[] froms() {
        return froms;
    }

    @Nullable
    Plan plan() {
        return plan;
    }
}
