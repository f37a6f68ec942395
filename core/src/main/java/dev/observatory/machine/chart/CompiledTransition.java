package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Choice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An edge that may be taken from one leaf, with its plan as far as that can be computed in advance. */
public final class CompiledTransition {
    static final CompiledTransition[] NONE = {};

    private final Edge[] edges;
    private final int[] froms;
    private final @Nullable Plan plan;

    // If the edge is the first one of a choice: this transition and the others, in order of declaration.
    private CompiledTransition[] alternatives = {this};

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

    void addAlternative(CompiledTransition other) {
        alternatives = Arrays.copyOf(alternatives, alternatives.length + 1);
        alternatives[alternatives.length - 1] = other;
    }

    /** Returns the transitions of a choice, the first of which this is; this one alone if there is no choice. */
    public CompiledTransition[] alternatives() {
        return alternatives;
    }

    /** Returns the transition that is to be taken: this one, unless there is a choice. */
    public CompiledTransition chosen(@Nullable Object context, @Nullable Object payload) {
        Choice choice = edges[0].choice;
        return choice == null ? this : alternatives[choice.choose(context, payload)];
    }
}
