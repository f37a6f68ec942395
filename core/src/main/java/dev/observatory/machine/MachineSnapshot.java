package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a machine at one moment, in names only: small, immutable, and without a reference to the machine. Any library that
 * serializes records can store it.
 *
 * <p>A timer is stored in two forms: the time that it had left, and the instant at which it expires. A restored timer expires at that
 * instant, by the clock of the program that restores it; but not later than after the time that it had left, so that a clock that was
 * set back never makes it wait longer. A timer without an instant, as in snapshots of versions that stored none, continues with the
 * time that it had left.
 *
 * @param version version of this form; {@value #VERSION}
 * @param definition identifies the definition of the machine
 * @param active the innermost active states
 * @param history for each state with a history that transitions lead to, the innermost states that were active when it was last left
 * @param timers the remaining time of each waiting timed transition, by the text of its row of the transition table
 * @param deferred deferred triggers, in order of firing
 * @param deadlines the instant at which each timer expires, by the same text; empty in snapshots of earlier versions
 */
public record MachineSnapshot(
        int version,
        String definition,
        List<String> active,
        Map<String, List<String>> history,
        Map<String, Duration> timers,
        List<String> deferred,
        Map<String, Instant> deadlines) {

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
     * @param deadlines the instants at which timers expire; null, as libraries pass for a missing component, means none
     * @throws NullPointerException if another argument is null
     */
    public MachineSnapshot(
            int version,
            String definition,
            List<String> active,
            Map<String, List<String>> history,
            Map<String, Duration> timers,
            List<String> deferred,
            @Nullable Map<String, Instant> deadlines) {
        this.version = version;
        this.definition = requireNonNull(definition, "definition");
        this.active = List.copyOf(requireNonNull(active, "active"));
        this.history = Map.copyOf(requireNonNull(history, "history"));
        this.timers = Map.copyOf(requireNonNull(timers, "timers"));
        this.deferred = List.copyOf(requireNonNull(deferred, "deferred"));
        this.deadlines = deadlines == null ? Map.of() : Map.copyOf(deadlines);
    }

    /**
     * Creates a snapshot whose timers continue with the time that they had left.
     *
     * @param version version of this form
     * @param definition identifies the definition
     * @param active the innermost active states
     * @param history the histories
     * @param timers the remaining times of timers
     * @param deferred deferred triggers
     * @throws NullPointerException if an argument is null
     */
    public MachineSnapshot(
            int version,
            String definition,
            List<String> active,
            Map<String, List<String>> history,
            Map<String, Duration> timers,
            List<String> deferred) {
        this(version, definition, active, history, timers, deferred, Map.of());
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
        Map<String, Instant> ends = new LinkedHashMap<>();
        deadlines.forEach((row, end) -> ends.put(renamed(row, names), end));
        return new MachineSnapshot(
                version, definition, renamed(active, names), past, left, renamed(deferred, names), ends);
    }

    private static List<String> renamed(List<String> old, Map<String, String> names) {
        return old.stream().map(name -> renamed(name, names)).toList();
    }

    private static String renamed(String old, Map<String, String> names) {
        return names.getOrDefault(old, old);
    }
}
