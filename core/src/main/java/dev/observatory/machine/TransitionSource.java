package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The source of transitions: a {@link State}, or {@link Machine#ANY}. */
public sealed interface TransitionSource permits State, Machine.AnyState {

    /**
     * Creates a transition to another state; if source and target are the same, the state is left and entered again.
     *
     * @param target a state of the same machine, or the history of one
     * @return the transition, for a trigger
     */
    default TransitionBuilder<Object> to(TransitionTarget target) {
        return new TransitionBuilder<>(this, requireNonNull(target, "target"), List.of());
    }

    /**
     * Creates a transition to one of several states, which a function selects each time. Diagrams, explanations and the transition table
     * show one transition to each of them.
     *
     * <pre>{@code
     * class Parcels extends Machine {
     *     final State packed = initial(), small = newState(), large = newState();
     *     final Trigger.Of<Integer> weigh = trigger(
     *             int.class, packed.toOneOf(small, large).by((Integer grams) -> grams > 2000 ? large : small));
     * }
     * }</pre>
     *
     * @param targets all states of the same machine to which it may lead
     * @return the transition, for a trigger; {@code by} sets the function
     * @throws IllegalArgumentException if there is no target
     * @throws NullPointerException if {@code targets} is null or contains null
     */
    default TransitionBuilder<Object> toOneOf(State... targets) {
        List<State> all = List.of(requireNonNull(targets, "targets"));
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "A transition to one of several states needs at least one; pass all states that"
                            + " its function may return");
        }
        return new TransitionBuilder<>(this, null, all);
    }

    /**
     * Creates an internal transition: its actions run, and no state is left.
     *
     * @return the transition, for a trigger
     */
    default TransitionBuilder<Object> stay() {
        return new TransitionBuilder<>(this, null, List.of());
    }
}
