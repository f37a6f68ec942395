package dev.observatory.machine.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Searches all configurations of a chart, breadth first, for the shortest path to each edge. */
public final class Coverage {
    private static final int MOST = 20_000;

    private final StateChart chart;
    private final Planner planner;
    private final Deque<Place> todo = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final BitSet covered = new BitSet();

    public Coverage(StateChart chart) {
        this.chart = chart;
        this.planner = new Planner(chart);
    }

    /** A configuration, the path to it, and the edges taken on the way. */
    private static final class Place {
        private final int[] leaves;
        private final int @Nullable [][] history;
        private final @Nullable Place before;
        private final @Nullable Edge by;
        private final BitSet taken;

        Place(int[] leaves, int @Nullable [][] history, @Nullable Place before, @Nullable Edge by, BitSet taken) {
            this.leaves = leaves;
            this.history = history;
            this.before = before;
            this.by = by;
            this.taken = taken;
        }

        List<Edge> path() {
            List<Edge> path = new ArrayList<>();
            for (Place each = this; each != null && each.by != null; each = each.before) {
                path.add(0, each.by);
            }
            return path;
        }
    }

    /** Returns the paths, each as the edges whose triggers are to be fired, in order. */
    public List<List<Edge>> paths() {
        List<Place> ends = new ArrayList<>();
        BitSet start = new BitSet();
        visit(completed(new Place(chart.start.leaves, null, null, null, start)), ends);
        for (Place next = todo.poll(); next != null && seen.size() < MOST; next = todo.poll()) {
            from(next, ends);
        }
        ends.sort(
                Comparator.comparingInt((Place end) -> end.taken.cardinality()).reversed());
        BitSet kept = new BitSet();
        List<List<Edge>> paths = new ArrayList<>();
        for (Place end : ends) {
            BitSet more = (BitSet) end.taken.clone();
            more.andNot(kept);
            if (!more.isEmpty()) {
                kept.or(end.taken);
                paths.add(end.path());
            }
        }
        return List.copyOf(paths);
    }

    private void from(Place place, List<Place> ends) {
        for (int leaf : place.leaves) {
            for (int trigger = 0; trigger < chart.stride; trigger++) {
                if (!isCompletion(trigger)) {
                    for (CompiledTransition first : chart.transitions[leaf * chart.stride + trigger]) {
                        for (CompiledTransition transition : first.alternatives()) {
                            visit(completed(after(place, transition, place, transition.edge())), ends);
                        }
                    }
                }
            }
        }
    }

    private boolean isCompletion(int trigger) {
        return IntStream.of(chart.completions).anyMatch(each -> each == trigger);
    }

    /** Takes a transition, together with the first ones of other regions. */
    private Place after(Place place, CompiledTransition transition, @Nullable Place before, @Nullable Edge by) {
        int[] leaves = place.leaves;
        List<CompiledTransition> transitions = new ArrayList<>(List.of(transition));
        for (int leaf : leaves) {
            CompiledTransition[] others = chart.transitions[leaf * chart.stride + transition.edge().trigger];
            if (leaf != transition.froms()[0]
                    && others.length > 0
                    && transitions.stream().noneMatch(each -> each.edge() == others[0].edge())) {
                transitions.add(others[0]);
            }
        }
        transitions.sort(Comparator.comparingInt(each -> each.froms()[0]));
        List<CompiledTransition> together = Regions.compatible(chart, transitions, leaves, place.history);
        List<Edge> edges = together.stream().map(CompiledTransition::edge).toList();
        int[] froms = together.stream().mapToInt(each -> each.froms()[0]).toArray();
        Plan plan = planner.plan(leaves, froms, edges, place.history);
        BitSet left = new BitSet();
        IntStream.of(plan.exits).forEach(left::set);
        int[][] history = chart.hasHistory ? History.after(chart, place.history, leaves, left) : null;
        BitSet taken = (BitSet) place.taken.clone();
        edges.forEach(edge -> taken.set(edge.index));
        return new Place(plan.leaves, history, before, by, taken);
    }

    /** Takes the first transition of each completed state. */
    private Place completed(Place place) {
        Place present = place;
        for (int i = 0; i < chart.states.length; i++) {
            CompiledTransition done = completion(present.leaves);
            if (done == null) {
                return present;
            }
            present = after(present, done, present.before, present.by);
        }
        return present;
    }

    private @Nullable CompiledTransition completion(int[] leaves) {
        for (int leaf : leaves) {
            for (int outer = chart.last[leaf] ? chart.parents[leaf] : -1; outer >= 0; outer = chart.parents[outer]) {
                boolean isDone = chart.isDone(outer, leaves);
                if (isDone && chart.completions[outer] >= 0) {
                    CompiledTransition[] transitions =
                            chart.transitions[leaf * chart.stride + chart.completions[outer]];
                    if (transitions.length > 0) {
                        return transitions[0];
                    }
                }
                if (!isDone) {
                    break;
                }
            }
        }
        return null;
    }

    private void visit(Place place, List<Place> ends) {
        BitSet fresh = (BitSet) place.taken.clone();
        fresh.andNot(covered);
        if (!fresh.isEmpty()) {
            covered.or(place.taken);
            ends.add(place);
        }
        if (seen.add(Arrays.toString(place.leaves) + Arrays.deepToString(place.history))) {
            todo.add(place);
        }
    }
}
