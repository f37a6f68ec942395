package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

/** The source of transitions: a {@link State}, or {@link Machine#ANY}. */
public sealed interface TransitionSource permits State, Machine.AnyState {

    /**
     * Creates a transition to another state; if source and target are the same, the state is left and entered again.
     *
     * @param target a state of the same machine, or the history of one
     * @return the transition, for a trigger
     */
    default TransitionBuilder<Object> to(TransitionTarget target) {
        return new TransitionBuilder<>(this, requireNonNull(target, "target"));
    }

    /**
     * Creates an internal transition: its actions run, and no state is left.
     *
     * @return the transition, for a trigger
     */
    default TransitionBuilder<Object> stay() {
        return new TransitionBuilder<>(this, null);
    }
}
