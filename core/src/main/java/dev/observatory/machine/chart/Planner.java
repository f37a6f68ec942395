package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Edge.Reach;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the states that a step leaves and enters. A pure function of the chart, the configuration, the edges and the history;
 * follows the algorithm of the W3C's State Chart XML (SCXML) 1.0, appendix D.
 */
public final class Planner {
    private final StateChart chart;

    public Planner(StateChart chart) {
        this.chart = chart;
    }

    /** Returns the plan that enters the initial states. */
    Plan start() {
        Entry entry = new Entry(null, new BitSet());
        entry.down(chart.initial, 0);
        return new Plan(new int[0], entry.order(), leavesOf(entry.entered), new int[0], new int[0], entry.by());
    }

    /** Returns the plan of a single edge in a chart without regions and for a target without history. */
    Plan plan(int leaf, Edge edge) {
        return plan(new int[] {leaf}, new int[] {leaf}, List.of(edge), null);
    }

    /** Returns the plan of a direct change to a state, regardless of edges, from the leaf that shares most ancestors with it. */
    public Plan jump(int[] leaves, int target, int @Nullable [][] history) {
        int from = leaves[0];
        for (int leaf : leaves) {
            if (depthOf(chart.common(new int[] {leaf, target})) > depthOf(chart.common(new int[] {from, target}))) {
                from = leaf;
            }
        }
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(from, target, Reach.STATE);
        return plan(leaves, new int[] {from}, List.of(new Edge(arrow, -1, from, target)), history);
    }

    private int depthOf(int state) {
        int depth = 0;
        for (int each = state; each >= 0; each = chart.parents[each]) {
            depth++;
        }
        return depth;
    }

    /**
     * Returns the plan of a step.
     *
     * @param leaves the configuration
     * @param froms for each edge, the leaf in which its trigger was fired
     * @param edges no two of which leave the same state
     * @param history for each state, the leaves that were inside it when it was last left
     */
    public Plan plan(int[] leaves, int[] froms, List<Edge> edges, int @Nullable [][] history) {
        BitSet active = chart.active(leaves);
        BitSet left = new BitSet();
        int[] exitedBy = new int[chart.states.length];
        int[][] targets = new int[edges.size()][];
        int[][] past = history;
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            past = withPresent(edge, active, past);
            for (int each : exitsOf(edge, active, history).stream().toArray()) {
                left.set(each);
                exitedBy[each] = i;
            }
        }
        if (chart.hasHistory) {
            past = History.after(chart, past, leaves, left);
        }
        BitSet staying = (BitSet) active.clone();
        staying.andNot(left);
        Entry entry = new Entry(past, staying);
        for (int i = 0; i < edges.size(); i++) {
            targets[i] = entry.targets(edges.get(i));
            for (int target : targets[i]) {
                entry.down(target, i);
            }
        }
        // Only now is it known which regions are entered by a target of their own.
        for (int i = 0; i < targets.length; i++) {
            for (int target : targets[i]) {
                entry.up(target, i);
            }
        }
        BitSet after = (BitSet) staying.clone();
        after.or(entry.entered);
        int[] leavesAfter = leavesOf(after);
        int[] to = new int[edges.size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = edges.get(i).isInternal() ? froms[i] : endOf(targets[i], leavesAfter);
        }
        int[] exits = reversed(left);
        int[] by = new int[exits.length];
        for (int i = 0; i < by.length; i++) {
            by[i] = exitedBy[exits[i]];
        }
        return new Plan(exits, entry.order(), leavesAfter, to, by, entry.by());
    }

    /** Returns the states that an edge alone leaves. */
    BitSet exitsOf(Edge edge, BitSet active, int @Nullable [][] history) {
        BitSet exits = new BitSet();
        if (!edge.isInternal()) {
            int domain = domainOf(edge, withPresent(edge, active, history));
            for (int state = active.nextSetBit(0); state >= 0; state = active.nextSetBit(state + 1)) {
                if (chart.isInside(state, domain)) {
                    exits.set(state);
                }
            }
        }
        return exits;
    }

    /**
     * Returns a history with an entry for the target of an edge. The history of a state that is active and has never been left consists of
     * the leaves that are active inside it: without an entry, the edge would lead to the state itself, and the first use of a history
     * would leave states that later ones keep.
     */
    private int @Nullable [][] withPresent(Edge edge, BitSet active, int @Nullable [][] history) {
        boolean isKnown = edge.reach == Reach.STATE || (history != null && history[edge.target] != null);
        if (isKnown || !active.get(edge.target)) {
            return history;
        }
        int[][] known = history == null ? new int[chart.states.length][] : history.clone();
        known[edge.target] = active.stream()
                .filter(state -> chart.isLeaf(state) && chart.isInside(state, edge.target))
                .toArray();
        return known;
    }

    /** Returns the innermost state that an edge does not leave; negative if it leaves all. */
    private int domainOf(Edge edge, int @Nullable [][] history) {
        int source = edge.source < 0 ? Edge.ANY : edge.source;
        if (source < 0) {
            return Edge.ANY;
        }
        int[] targets = new Entry(history, new BitSet()).targets(edge);
        boolean inside = true;
        for (int target : targets) {
            inside &= chart.isInside(target, source);
        }
        if (inside && !edge.reentrant && !chart.parallel[source]) {
            return source;
        }
        int domain = chart.parents[source];
        while (domain >= 0 && (chart.parallel[domain] || !containsAll(domain, targets))) {
            domain = chart.parents[domain];
        }
        return domain;
    }

    private boolean containsAll(int outer, int[] states) {
        for (int state : states) {
            if (!chart.isInside(state, outer)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the state that is finally active inside the targets of an edge: a leaf, or the state that contains several regions. The
     * history of a state with regions has a target in each of them.
     */
    private int endOf(int[] targets, int[] leaves) {
        int end = -1;
        for (int leaf : leaves) {
            for (int target : targets) {
                if (leaf == target || chart.isInside(leaf, target)) {
                    end = end < 0 ? leaf : chart.common(new int[] {end, leaf});
                }
            }
        }
        return end;
    }

    private int[] leavesOf(BitSet active) {
        return active.stream().filter(chart::isLeaf).toArray();
    }

    private static int[] reversed(BitSet states) {
        int[] order = states.stream().toArray();
        for (int i = 0, j = order.length - 1; i < j; i++, j--) {
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Collects the states that are entered. */
    private final class Entry {
        private final int @Nullable [][] history;
        private final BitSet staying;
        private final BitSet entered = new BitSet();
        private final int[] enteredBy = new int[chart.states.length];

        Entry(int @Nullable [][] history, BitSet staying) {
            this.history = history;
            this.staying = staying;
        }

        /** Returns the targets of an edge; for a history without an entry, the state itself. */
        int[] targets(Edge edge) {
            if (edge.isInternal()) {
                return new int[0];
            }
            int[] past = history == null ? null : history[edge.target];
            if (edge.reach == Reach.STATE || past == null) {
                return new int[] {edge.target};
            }
            return edge.reach == Reach.DEEP_HISTORY ? past : History.childrenOf(chart, edge.target, past);
        }

        /** Adds the states around a target, and their other regions. */
        void up(int target, int edge) {
            int inner = target;
            for (int outer = chart.parents[target]; outer >= 0 && !staying.get(outer); outer = chart.parents[outer]) {
                add(outer, edge);
                if (chart.parallel[outer]) {
                    others(outer, inner, edge);
                }
                inner = outer;
            }
            int outermost = chart.parents[inner];
            if (outermost >= 0 && chart.parallel[outermost]) {
                others(outermost, inner, edge);
            }
        }

        /** Adds the other regions of a state, unless they stay active or are entered by another target. */
        private void others(int outer, int inner, int edge) {
            for (int region : chart.children[outer]) {
                if (region != inner && !staying.get(region) && !isEnteredInside(region)) {
                    down(region, edge);
                }
            }
        }

        private boolean isEnteredInside(int region) {
            for (int each = entered.nextSetBit(0); each >= 0; each = entered.nextSetBit(each + 1)) {
                if (each == region || chart.isInside(each, region)) {
                    return true;
                }
            }
            return false;
        }

        /** Adds a state, and the states that are entered inside it. */
        void down(int state, int edge) {
            add(state, edge);
            if (chart.parallel[state]) {
                for (int region : chart.children[state]) {
                    if (!isEnteredInside(region)) {
                        down(region, edge);
                    }
                }
            } else if (!chart.isLeaf(state) && !hasActiveChild(state)) {
                down(chart.initials[state], edge);
            }
        }

        private boolean hasActiveChild(int state) {
            for (int child : chart.children[state]) {
                if (entered.get(child)) {
                    return true;
                }
            }
            return false;
        }

        private void add(int state, int edge) {
            if (!entered.get(state)) {
                entered.set(state);
                enteredBy[state] = edge;
            }
        }

        int[] order() {
            return entered.stream().toArray();
        }

        int[] by() {
            return entered.stream().map(state -> enteredBy[state]).toArray();
        }
    }
}
