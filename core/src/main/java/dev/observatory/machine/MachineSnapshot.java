package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a machine was at one moment, in names only: small, immutable, and nothing of the machine itself is held. Any library
 * that writes records can store it.
 *
 * @param version of this form; {@value #VERSION}
 * @param definition tells whether a definition is the one that this comes from
 * @param active the innermost active states
 * @param history for each state that transitions may go back into, the innermost states that were active when it was last
 *     left
 * @param timers for each timed transition that waits, as a row of the table is written, what it has left
 * @param deferred triggers that wait for another state, first come first
 */
public record MachineSnapshot(
        int version,
        String definition,
        List<String> active,
        Map<String, List<String>> history,
        Map<String, Duration> timers,
        List<String> deferred) {

    /** The version of snapshots that this library takes. */
    public static final int VERSION = 1;

    /**
     * Copies lists and maps.
     *
     * @param version of this form
     * @param definition of what machine
     * @param active the innermost active states
     * @param history what to go back to
     * @param timers what timers have left
     * @param deferred triggers that wait
     * @throws NullPointerException if an argument is null
     */
    public MachineSnapshot {
        requireNonNull(definition, "definition");
        active = List.copyOf(requireNonNull(active, "active"));
        history = Map.copyOf(requireNonNull(history, "history"));
        timers = Map.copyOf(requireNonNull(timers, "timers"));
        deferred = List.copyOf(requireNonNull(deferred, "deferred"));
    }

    /**
     * This snapshot with other names for some states and triggers, for a definition that has changed.
     *
     * @param names the new name for each old one; what is not in it keeps its name. Timers keep their time if their row of the
     *     table, written with the old name, is in it
     * @return a changed copy
     * @throws NullPointerException if {@code names} is null
     */
    public MachineSnapshot renamed(Map<String, String> names) {
        requireNonNull(names, "names");
        Map<String, List<String>> past = new LinkedHashMap<>();
        history.forEach((state, leaves) -> past.put(renamed(state, names), renamed(leaves, names)));
        Map<String, Duration> left = new LinkedHashMap<>();
        timers.forEach((row, time) -> left.put(renamed(row, names), time));
        return new MachineSnapshot(version, definition, renamed(active, names), past, left, renamed(deferred, names));
    }

    private static List<String> renamed(List<String> old, Map<String, String> names) {
        return old.stream().map(name -> renamed(name, names)).toList();
    }

    private static String renamed(String old, Map<String, String> names) {
        return names.getOrDefault(old, old);
    }
}
