package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

/** Where a transition may start: a {@link State}, or {@link Machine#ANY} of them. */
public sealed interface TransitionSource permits State, Machine.AnyState {

    /**
     * A transition from here to another state, or, if they are the same, one that leaves the state and enters it again.
     *
     * @param target a state of the same machine, or what was active inside one when it was last left
     * @return the transition, to be given to a trigger
     */
    default TransitionBuilder<Object> to(TransitionTarget target) {
        return new TransitionBuilder<>(this, requireNonNull(target, "target"));
    }

    /**
     * An internal transition: its actions run, and no state is left.
     *
     * @return the transition, to be given to a trigger
     */
    default TransitionBuilder<Object> stay() {
        return new TransitionBuilder<>(this, null);
    }
}
