package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * One row of a definition's transition table.
 *
 * @param from name of the state that the transition starts from, or {@code any}
 * @param trigger name of the trigger that it answers
 * @param to name of the state that it leads to; that it starts from if it is internal; with {@code (history)} or
 *     {@code (deep history)} behind it if it leads there
 * @param kind how it treats its source; as seen from the source itself
 * @param guards names of its guards
 * @param timing when it fires by itself, as in {@code after PT5S}; empty if it does not
 */
public record TransitionRow(
        String from, String trigger, String to, TransitionKind kind, List<String> guards, String timing) {

    /**
     * Copies the list.
     *
     * @param from where it starts
     * @param trigger what it answers
     * @param to where it leads
     * @param kind how it treats its source
     * @param guards its guards
     * @param timing when it fires by itself
     */
    public TransitionRow {
        requireNonNull(from, "from");
        requireNonNull(trigger, "trigger");
        requireNonNull(to, "to");
        requireNonNull(kind, "kind");
        guards = List.copyOf(requireNonNull(guards, "guards"));
        requireNonNull(timing, "timing");
    }

    /** What a diagram writes beside the arrow. */
    String label() {
        StringBuilder label = new StringBuilder(trigger);
        for (String guard : guards) {
            label.append(" [").append(guard).append(']');
        }
        return timing.isEmpty() ? label.toString() : label + " " + timing;
    }

    @Override
    public String toString() {
        return from + " -> " + to + " by " + label()
                + (kind == TransitionKind.EXTERNAL ? "" : " (" + kind.name().toLowerCase(Locale.ROOT) + ")");
    }
}
