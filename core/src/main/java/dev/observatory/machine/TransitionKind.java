package dev.observatory.machine;

/** How a transition treats the state that it starts from. */
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
    INTERNAL
}
