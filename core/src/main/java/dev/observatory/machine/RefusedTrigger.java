package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger that led to no transition, as observers of {@link Machine#refused()} and {@link MachineInstance#refused()} get it. Immutable.
 *
 * @param trigger the trigger
 * @param state the state that refused it: the innermost active one; if several regions are active, the state that contains them
 * @param payload the payload of the trigger; null if there is none
 * @param outcome {@link FireResult#UNHANDLED} or {@link FireResult#REFUSED_BY_GUARD}
 * @param guards names of the guards that refused; empty if the trigger has no transition from the state
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 */
public record RefusedTrigger<S, E>(
        E trigger, S state, @Nullable Object payload, FireResult outcome, List<String> guards) {

    /**
     * Checks the components and copies the list.
     *
     * @param trigger the trigger
     * @param state the state
     * @param payload the payload
     * @param outcome why it led to no transition
     * @param guards the guards that refused
     * @throws NullPointerException if an argument other than {@code payload} is null
     */
    public RefusedTrigger {
        requireNonNull(trigger, "trigger");
        requireNonNull(state, "state");
        requireNonNull(outcome, "outcome");
        guards = List.copyOf(requireNonNull(guards, "guards"));
    }

    @Override
    public String toString() {
        return trigger + " in " + state + (guards.isEmpty() ? " has no transition" : " is refused by guard " + guards);
    }
}
