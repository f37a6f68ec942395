package dev.observatory.machine;

import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes and restores snapshots. */
final class SnapshotRestorer {
    private final StateChart chart;
    private final Set<String> gone = new LinkedHashSet<>();

    private SnapshotRestorer(StateChart chart) {
        this.chart = chart;
    }

    static MachineSnapshot snapshot(Engine engine) {
        boolean borrowed = engine.borrow();
        try {
            if (!engine.enter()) {
                throw engine.reentrant("No snapshot can be taken");
            }
            try {
                return taken(engine);
            } finally {
                engine.leave();
            }
        } finally {
            if (borrowed) {
                engine.giveBack();
            }
        }
    }

    private static MachineSnapshot taken(Engine engine) {
        StateChart chart = engine.chart;
        Map<String, List<String>> history = new LinkedHashMap<>();
        Map<String, Duration> timers = new LinkedHashMap<>();
        Map<String, Instant> deadlines = new LinkedHashMap<>();
        List<String> deferred = new ArrayList<>();
        RuntimeState memory = engine.memoryIfAny();
        if (memory != null) {
            int[][] past = memory.history;
            for (int state = 0; past != null && state < past.length; state++) {
                if (past[state] != null) {
                    history.put(chart.states[state], names(chart, past[state]));
                }
            }
            Map<Integer, Long> remaining = memory.timers.remaining(engine);
            if (!remaining.isEmpty()) {
                Instant now = TransitionTimers.scheduler(engine).wallClock().instant();
                remaining.forEach((edge, left) -> {
                    String key = key(chart, chart.edges[edge]);
                    timers.put(key, Duration.ofNanos(left));
                    deadlines.put(key, later(now, left));
                });
            }
            for (QueuedTrigger fired : memory.deferred) {
                if (fired.payload() != null) {
                    throw new SnapshotException(
                            "No snapshot can be taken of machine [" + engine.name() + "]: deferred trigger ["
                                    + chart.triggers[fired.trigger()]
                                    + "] has a payload; take it in a state that has a transition for the trigger",
                            List.of());
                }
                deferred.add(chart.triggers[fired.trigger()]);
            }
        }
        return new MachineSnapshot(
                MachineSnapshot.VERSION,
                chart.hash,
                names(chart, engine.leaves()),
                history,
                timers,
                deferred,
                deadlines);
    }

    /** Returns the instant after a time; the last one if there is none. */
    private static Instant later(Instant now, long nanos) {
        try {
            return now.plusNanos(nanos);
        } catch (DateTimeException | ArithmeticException overflow) {
            return Instant.MAX;
        }
    }

    /** Returns the text that identifies an edge; edges with the same row are numbered. */
    private static String key(StateChart chart, Edge edge) {
        String row = ChartViews.row(chart, edge).toString();
        long alike = Arrays.stream(chart.edges)
                .filter(other -> other.index < edge.index
                        && ChartViews.row(chart, other).toString().equals(row))
                .count();
        return alike == 0 ? row : row + " #" + (alike + 1);
    }

    private static List<String> names(StateChart chart, int[] states) {
        return IntStream.of(states).mapToObj(state -> chart.states[state]).toList();
    }

    static void restore(Engine engine, MachineSnapshot snapshot, UnaryOperator<MachineSnapshot> migration) {
        // The migration is code of the application, for which the machine must not be busy.
        StateChart chart = engine.compiled();
        MachineSnapshot fitting = snapshot.definition().equals(chart.hash) ? snapshot : migration.apply(snapshot);
        boolean taken = engine.borrow();
        List<QueuedTrigger> replaced;
        try {
            if (!engine.enter()) {
                throw engine.reentrant("No snapshot can be restored");
            }
            try {
                replaced = new SnapshotRestorer(chart).into(engine, fitting);
            } finally {
                engine.leave();
            }
        } finally {
            if (taken && engine.isNew()) {
                engine.giveBack(); // Refused, so this thread has not used it.
            }
        }
        // Nor must it be when futures are completed.
        replaced.forEach(fired -> fired.fail(engine, notExecuted(engine, fired)));
    }

    /** Restores a snapshot that fits; returns the deferred triggers that it replaces. If anything fails, nothing has changed. */
    private List<QueuedTrigger> into(Engine engine, MachineSnapshot snapshot) {
        if (snapshot.version() != MachineSnapshot.VERSION) {
            throw refused(engine, "its version [" + snapshot.version() + "] is not [" + MachineSnapshot.VERSION + "]");
        }
        int[] leaves = numbers(snapshot.active());
        int @Nullable [][] history = history(snapshot);
        Map<Edge, Long> remaining = timers(engine, snapshot);
        List<QueuedTrigger> deferred = deferred(snapshot);
        if (!gone.isEmpty()) {
            throw refused(engine, "its definition no longer has " + gone);
        }
        if (!isConfiguration(leaves)) {
            throw refused(engine, "states " + snapshot.active() + " cannot be the innermost active ones together");
        }
        addMissing(remaining, leaves, snapshot);
        TransitionTimers timers = new TransitionTimers();
        timers.startAll(engine, remaining);
        RuntimeState memory = engine.memory();
        TransitionTimers previous = memory.timers;
        List<QueuedTrigger> replaced = memory.deferred;
        memory.timers = timers;
        memory.history = history;
        memory.deferred = deferred;
        memory.completions.clear();
        engine.settle(leaves, leaves.length == 1 && chart.last[leaves[0]] && chart.parents[leaves[0]] < 0);
        previous.cancelAll(engine);
        return replaced;
    }

    private static SnapshotException notExecuted(Engine engine, QueuedTrigger fired) {
        return new SnapshotException(
                "Deferred trigger [" + engine.chart.triggers[fired.trigger()] + "] is not executed: machine ["
                        + engine.name()
                        + "] has been restored from a snapshot; fire it again if it applies to the restored state",
                List.of());
    }

    private SnapshotException refused(Engine engine, String why) {
        return new SnapshotException(
                "Machine [" + engine.name() + "] cannot be restored: " + why
                        + "; pass a migration to restore that returns a snapshot that fits",
                List.copyOf(gone));
    }

    private int[] numbers(List<String> names) {
        return names.stream().mapToInt(this::number).sorted().toArray();
    }

    private int number(String state) {
        int number = Arrays.asList(chart.states).indexOf(state);
        if (number < 0) {
            gone.add("state " + state);
        }
        return number;
    }

    private int @Nullable [][] history(MachineSnapshot snapshot) {
        int[][] history = null;
        for (Map.Entry<String, List<String>> each : snapshot.history().entrySet()) {
            int state = number(each.getKey());
            int[] leaves = numbers(each.getValue());
            if (gone.isEmpty()) {
                history = history == null ? new int[chart.states.length][] : history;
                boolean fits = IntStream.of(leaves).allMatch(leaf -> chart.isLeaf(leaf) && chart.isInside(leaf, state));
                history[state] = fits ? leaves : null;
            }
        }
        return history;
    }

    /** Returns the remaining nanoseconds of the timers of a snapshot; negative if one is overdue. */
    private Map<Edge, Long> timers(Engine engine, MachineSnapshot snapshot) {
        Map<Edge, Long> remaining = new LinkedHashMap<>();
        Set<String> rows = new LinkedHashSet<>(snapshot.timers().keySet());
        rows.addAll(snapshot.deadlines().keySet());
        for (String row : rows) {
            Edge edge = timed(row);
            if (edge == null) {
                gone.add("timed transition " + row);
            } else {
                remaining.put(
                        edge,
                        remaining(
                                engine,
                                snapshot.timers().get(row),
                                snapshot.deadlines().get(row)));
            }
        }
        return remaining;
    }

    private @Nullable Edge timed(String row) {
        Edge found = null;
        for (Edge edge : chart.edges) {
            if (edge.isTimed() && key(chart, edge).equals(row)) {
                found = edge;
            }
        }
        return found;
    }

    private static long remaining(Engine engine, @Nullable Duration left, @Nullable Instant deadline) {
        long most = left == null ? Long.MAX_VALUE : TransitionTimers.nanosOf(left);
        if (deadline == null) {
            return most;
        }
        Instant now = TransitionTimers.scheduler(engine).wallClock().instant();
        return Math.min(most, TransitionTimers.nanosOf(Duration.between(now, deadline)));
    }

    /**
     * Adds the full time of edges of active states that the snapshot has no timer for. With another definition, it did not know the edge;
     * with this one, a delay has expired already, while an idle time never ends.
     */
    private void addMissing(Map<Edge, Long> timers, int[] leaves, MachineSnapshot snapshot) {
        boolean isOther = !snapshot.definition().equals(chart.hash);
        chart.active(leaves).stream()
                .flatMap(state -> IntStream.range(0, chart.timed[state].length).map(i -> chart.timed[state][i].index))
                .mapToObj(index -> chart.edges[index])
                .filter(edge -> isOther || edge.afterNanos < 0)
                .forEach(edge -> timers.putIfAbsent(edge, edge.nanos()));
    }

    private List<QueuedTrigger> deferred(MachineSnapshot snapshot) {
        List<QueuedTrigger> deferred = new ArrayList<>();
        for (String name : snapshot.deferred()) {
            int trigger = Arrays.asList(chart.triggers).indexOf(name);
            if (trigger < 0) {
                gone.add("trigger " + name);
            }
            deferred.add(new QueuedTrigger(trigger, null, false, null, null));
        }
        return deferred;
    }

    /** Returns whether states are leaves that form a complete configuration. */
    private boolean isConfiguration(int[] leaves) {
        if (leaves.length == 0 || IntStream.of(leaves).anyMatch(leaf -> !chart.isLeaf(leaf))) {
            return false;
        }
        BitSet active = chart.active(leaves);
        long tops = active.stream().filter(state -> chart.parents[state] < 0).count();
        return tops == 1 && active.stream().allMatch(state -> isWhole(state, active));
    }

    private boolean isWhole(int state, BitSet active) {
        long inside = IntStream.of(chart.children[state]).filter(active::get).count();
        return chart.isLeaf(state) || inside == (chart.parallel[state] ? chart.children[state].length : 1);
    }
}
