package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * One row of the transition table of a definition.
 *
 * @param from name of the source, or {@code any}
 * @param trigger name of the trigger
 * @param to name of the target, or of the source if the transition is internal; followed by {@code (history)} or {@code (deep
 *     history)} if it leads there
 * @param kind how the transition treats its source, as seen from the source itself
 * @param guards names of its guards
 * @param timing when it fires by itself, as in {@code after PT5S}; empty if it does not
 */
public record TransitionRow(
        String from, String trigger, String to, TransitionKind kind, List<String> guards, String timing) {

    /**
     * Copies the list.
     *
     * @param from the source
     * @param trigger the trigger
     * @param to the target
     * @param kind how the source is treated
     * @param guards the guards
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

    /** Returns trigger, guards and a time in one line, such as the text beside an arrow in diagrams. */
    String label(String time) {
        StringBuilder label = new StringBuilder(trigger);
        for (String guard : guards) {
            label.append(" [").append(guard).append(']');
        }
        return time.isEmpty() ? label.toString() : label + " " + time;
    }

    @Override
    public String toString() {
        return from + " -> " + to + " by " + label(timing)
                + (kind == TransitionKind.EXTERNAL ? "" : " (" + kind.name().toLowerCase(Locale.ROOT) + ")");
    }
}
