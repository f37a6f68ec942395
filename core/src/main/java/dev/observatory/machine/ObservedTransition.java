package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that is tagged {@link MachineState.Transition}. Immutable.
 *
 * @param target the object; null if the method is static
 * @param method the name of the method
 * @param from the state before the call
 * @param to the state after the call
 * @param allowedFrom the states in which the tag allows the call; empty for any
 * @param expectedTo the state that the tag leads to
 * @param crashed whether the method threw
 */
public record ObservedTransition(
        @Nullable Object target,
        String method,
        String from,
        String to,
        List<String> allowedFrom,
        String expectedTo,
        boolean crashed) {

    /**
     * Checks the components.
     *
     * @param target the object
     * @param method the method
     * @param from the state before
     * @param to the state after
     * @param allowedFrom the allowed states
     * @param expectedTo the tagged state
     * @param crashed whether the method threw
     * @throws NullPointerException if an argument other than {@code target} is null
     */
    public ObservedTransition {
        requireNonNull(method, "method");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        allowedFrom = List.copyOf(requireNonNull(allowedFrom, "allowedFrom"));
        requireNonNull(expectedTo, "expectedTo");
    }

    /**
     * Returns whether the call conformed to its tag.
     *
     * @return true if it began and ended in a state that the tag allows; if it threw, whether the state is unchanged
     */
    public boolean isLegal() {
        return crashed
                ? from.equals(to)
                : (allowedFrom.isEmpty() || allowedFrom.contains(from)) && to.equals(expectedTo);
    }

    @Override
    public String toString() {
        String start = "[" + method + "] led from state [" + from + "] to [" + to + "]" + (crashed ? " and threw" : "");
        if (isLegal()) {
            return start;
        }
        return start + "; it leads from " + (allowedFrom.isEmpty() ? "any" : allowedFrom) + " to [" + expectedTo + "]"
                + (crashed ? ", and nowhere if it throws" : "");
    }
}
