package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.Edge.Reach;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Compiles a draft that is valid according to {@link Validation} to a chart. */
public final class ChartCompiler {
    private final DefinitionDraft draft;
    final int[] numbers;
    final String[] states;
    final int[] parents;
    final int[][] children;
    final int[] initials;
    int initial;
    final boolean[] parallel;
    final boolean[] last;
    final boolean[] settable;
    final Action[][] entries;
    final Action[][] exits;
    final Edge[] edges;
    final int[] completions;
    final Edge[][] timed;
    final BitSet @Nullable [] deferred;
    final boolean[] shallow;
    final boolean[] deep;
    boolean hasRegions;
    boolean hasHistory;
    boolean hasIdle;
    final String hash;

    /** Returns what is wrong with a draft, one sentence for each problem. */
    public static List<String> problems(DefinitionDraft draft, boolean hasScheduler) {
        return new Validation(draft, hasScheduler).problems();
    }

    /** Returns the chart of a draft that has no problems. */
    public static StateChart compile(DefinitionDraft draft) {
        return new StateChart(draft, new ChartCompiler(draft));
    }

    private ChartCompiler(DefinitionDraft draft) {
        this.draft = draft;
        int size = draft.nodes.size();
        numbers = new int[size];
        states = new String[size];
        parents = new int[size];
        children = new int[size][];
        initials = new int[size];
        parallel = new boolean[size];
        last = new boolean[size];
        settable = new boolean[size];
        entries = new Action[size][];
        exits = new Action[size][];
        shallow = new boolean[size];
        deep = new boolean[size];
        timed = new Edge[size][];
        completions = new int[size];
        int[] order = outerFirst();
        for (int i = 0; i < size; i++) {
            numbers[order[i]] = i;
        }
        for (int i = 0; i < size; i++) {
            place(i, draft.nodes.get(order[i]));
        }
        for (int i = 0; i < size; i++) {
            int outer = i;
            children[i] = childrenOf(outer);
            completions[i] = draft.triggers.indexOf(DefinitionDraft.completionOf(states[i]));
        }
        edges = edges();
        deferred = deferred(order);
        hash = hash();
    }

    private int[] outerFirst() {
        List<Integer> order = new ArrayList<>();
        visit(-1, order);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private void visit(int outer, List<Integer> order) {
        for (int i = 0; i < draft.nodes.size(); i++) {
            if (draft.nodes.get(i).parent == outer) {
                order.add(i);
                visit(i, order);
            }
        }
    }

    private void place(int number, DefinitionDraft.Node node) {
        states[number] = node.name;
        parents[number] = node.parent < 0 ? -1 : numbers[node.parent];
        parallel[number] = node.parallel;
        hasRegions |= node.parallel;
        last[number] = node.last;
        settable[number] = node.settable;
        entries[number] = node.entries.isEmpty() ? Behaviour.NO_ACTIONS : node.entries.toArray(Behaviour.NO_ACTIONS);
        exits[number] = node.exits.isEmpty() ? Behaviour.NO_ACTIONS : node.exits.toArray(Behaviour.NO_ACTIONS);
        initials[number] = -1;
        if (node.initial && parents[number] < 0) {
            initial = number;
        } else if (node.initial) {
            initials[parents[number]] = number;
        }
    }

    private int[] childrenOf(int outer) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] == outer) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private Edge[] edges() {
        Edge[] made = new Edge[draft.arrows.size()];
        for (int i = 0; i < made.length; i++) {
            DefinitionDraft.Arrow arrow = draft.arrows.get(i);
            int source = arrow.source < 0 ? arrow.source : numbers[arrow.source];
            int target = arrow.target < 0 ? arrow.target : numbers[arrow.target];
            made[i] = new Edge(arrow, i, source, target);
            if (arrow.reach == Reach.SHALLOW_HISTORY) {
                shallow[target] = true;
            } else if (arrow.reach == Reach.DEEP_HISTORY) {
                deep[target] = true;
            }
            hasHistory |= arrow.reach != Reach.STATE;
            hasIdle |= arrow.idleNanos >= 0;
        }
        for (int state = 0; state < states.length; state++) {
            int source = state;
            timed[state] = Arrays.stream(made)
                    .filter(edge -> edge.source == source && edge.isTimed() && !edge.isAlternative)
                    .toArray(Edge[]::new);
        }
        return made;
    }

    private BitSet @Nullable [] deferred(int[] order) {
        if (draft.nodes.stream().allMatch(node -> node.deferred.isEmpty())) {
            return null;
        }
        return Arrays.stream(order).mapToObj(i -> draft.nodes.get(i).deferred).toArray(BitSet[]::new);
    }

    /** Returns a hash of everything that the meaning of a snapshot depends on. */
    private String hash() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < states.length; i++) {
            text.append(states[i])
                    .append(parallel[i] ? "&" : last[i] ? "." : ";")
                    .append(parents[i])
                    .append(' ')
                    .append(initials[i])
                    .append('\n');
        }
        for (Edge edge : edges) {
            text.append(edge.source)
                    .append('>')
                    .append(edge.target)
                    .append(edge.reach)
                    .append(draft.triggers.get(edge.trigger));
            if (edge.choice != null) {
                text.append(edge.isAlternative ? '|' : '?');
            }
            for (Guard guard : edge.guards) {
                text.append('[').append(guard.name()).append(']');
            }
            text.append(edge.afterNanos).append(' ').append(edge.idleNanos).append('\n');
        }
        CRC32 sum = new CRC32();
        sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }
}
