package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One transition of an instance of a {@link MachineDefinition}, as observers get it. Immutable; a transition without a payload may be
 * the same object each time, for all instances.
 *
 * @param from the innermost state in which the trigger was fired; with regions, that of the region
 * @param to the innermost state that is active afterwards; the same as {@code from} if the transition is internal
 * @param event the trigger; null if the state was set directly, or a state was completed
 * @param payload the payload of the trigger; null if there is none
 * @param kind how the transition treated its source
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 */
public record InstanceTransition<S extends Enum<S>, E extends Enum<E>>(
        S from, S to, @Nullable E event, @Nullable Object payload, TransitionKind kind) {

    /**
     * Checks the components.
     *
     * @param from the state before
     * @param to the state after
     * @param event the trigger
     * @param payload the payload
     * @param kind how the source was treated
     * @throws NullPointerException if {@code from}, {@code to} or {@code kind} is null
     */
    public InstanceTransition {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(kind, "kind");
    }

    @Override
    public String toString() {
        String what = event == null ? "itself" : event + (payload == null ? "" : "(" + payload + ")");
        return from + " -> " + to + " by " + what;
    }
}
