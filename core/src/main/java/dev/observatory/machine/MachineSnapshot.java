package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a machine at one moment, in names only: small, immutable, and without a reference to the machine. Any library that
 * serializes records can store it.
 *
 * @param version version of this form; {@value #VERSION}
 * @param definition identifies the definition of the machine
 * @param active the innermost active states
 * @param history for each state with a history that transitions lead to, the innermost states that were active when it was last left
 * @param timers the remaining time of each waiting timed transition, by the text of its row of the transition table
 * @param deferred deferred triggers, in order of firing
 */
public record MachineSnapshot(
        int version,
        String definition,
        List<String> active,
        Map<String, List<String>> history,
        Map<String, Duration> timers,
        List<String> deferred) {

    /** The version of snapshots that this version of the library accepts. */
    public static final int VERSION = 1;

    /**
     * Copies lists and maps.
     *
     * @param version version of this form
     * @param definition identifies the definition
     * @param active the innermost active states
     * @param history the histories
     * @param timers the remaining times of timers
     * @param deferred deferred triggers
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
     * Returns this snapshot with other names for some states and triggers, for a definition that has changed.
     *
     * @param names the new name for each old one; other names are kept. A timer is kept if the row of its transition, written with the
     *     old names, is a key
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
