package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One transition that a machine has taken, as its observers are told. Immutable; without a payload it may be the same object
 * each time.
 *
 * @param from the innermost state in which the trigger found the machine; in one with regions, that of the region
 * @param to the innermost state that it led to; the same as {@code from} if it is internal
 * @param trigger what was fired; null if the state was set
 * @param payload what the trigger was fired with; null if it takes none
 * @param kind how it treated the state that it starts from
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
     * @param trigger what was fired
     * @param payload what it was fired with
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
