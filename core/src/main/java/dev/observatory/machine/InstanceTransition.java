package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One transition that an instance of a {@link MachineDefinition} has taken, as its observers are told. Immutable; without a payload
 * it may be the same object each time, for all instances.
 *
 * @param from the innermost state in which the trigger found the instance; in one with regions, that of the region
 * @param to the innermost state that it led to; the same as {@code from} if it is internal
 * @param event what was fired; null if the state was set, or a state was done
 * @param payload what the trigger was fired with; null if nothing
 * @param kind how it treated the state that it starts from
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
     * @param event what was fired
     * @param payload what it was fired with
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
