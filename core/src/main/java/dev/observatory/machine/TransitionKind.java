package dev.observatory.machine;

import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;

/** The way in which a transition treats the state that it starts from. */
public enum TransitionKind {
    /** Leaves its source and enters another state. */
    EXTERNAL,

    /** Leads from a state to itself: the state is left and entered again. */
    SELF,

    /** Leads from a state to one inside it, and the outer one is not left. */
    LOCAL,

    /** Leads from a state to one inside it, and the outer one is left and entered again on the way. */
    REENTRANT,

    /** Runs its actions and leaves no state. */
    INTERNAL;

    /** Returns the kind of an edge that is taken from a state. */
    static TransitionKind of(StateChart chart, Edge edge, int from) {
        if (edge.isInternal()) {
            return INTERNAL;
        }
        int source = edge.source < 0 ? from : edge.source;
        if (edge.target == source && edge.reach == Edge.Reach.STATE) {
            return SELF;
        }
        if (edge.source >= 0 && (edge.target == source || chart.isInside(edge.target, source))) {
            return edge.reentrant ? REENTRANT : LOCAL;
        }
        return EXTERNAL;
    }
}
