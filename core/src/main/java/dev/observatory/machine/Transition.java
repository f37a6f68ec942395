package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One transition of a machine, as observers get it. Immutable; a transition without a payload may be the same object each time.
 *
 * @param from the innermost state in which the trigger was fired; with regions, that of the region
 * @param to the innermost state that is active afterwards; the same as {@code from} if the transition is internal
 * @param trigger the trigger; null if the state was set directly
 * @param payload the payload of the trigger; null if there is none
 * @param kind how the transition treated its source
 */
public record Transition(
        State from,
        State to,
        @Nullable Trigger trigger,
        @Nullable Object payload,
        TransitionKind kind) {

    /**
     * Checks the components.
     *
     * @param from the state before
     * @param to the state after
     * @param trigger the trigger
     * @param payload the payload
     * @param kind how the source was treated
     * @throws NullPointerException if {@code from}, {@code to} or {@code kind} is null
     */
    public Transition {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(kind, "kind");
    }

    @Override
    public String toString() {
        String what = trigger == null ? "set" : trigger.name() + (payload == null ? "" : "(" + payload + ")");
        return from + " -> " + to + " by " + what;
    }
}
