package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that is tagged {@link MachineState.Transition}. Immutable.
 *
 * @param target the object; null if the method is static
 * @param method the method's name
 * @param from the state in which it was called
 * @param to the state in which it was left
 * @param allowedFrom where the tag lets it be called; empty for anywhere
 * @param expectedTo where the tag says that it leads
 * @param crashed whether it threw
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
     * @param allowedFrom where it may be called
     * @param expectedTo where it leads
     * @param crashed whether it threw
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
     * Whether this was as the tag says.
     *
     * @return true if it began and ended where it may; if it threw, whether the state stayed the same
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
