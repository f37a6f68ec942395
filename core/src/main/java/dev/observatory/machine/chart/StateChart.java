package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Action;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A compiled definition: states, triggers and edges by number, and tables indexed by them. Immutable and shared by all its machines. */
public final class StateChart {
    public final String name;

    /** Identifies the definition: machines with the same hash can exchange snapshots. */
    public final String hash;

    /** The number of each state of the draft. */
    public final int[] numbers;

    /** Outer states precede those inside them. */
    public final String[] states;

    public final int[] parents;
    public final int[][] children;

    /** The child of each composite state that is entered with it; -1 if there is none. */
    public final int[] initials;

    public final int initial;
    public final boolean[] parallel;
    public final boolean[] last;
    public final boolean[] settable;
    public final Action[][] entries;
    public final Action[][] exits;

    public final String[] triggers;
    public final Edge[] edges;

    /** The number of triggers, including completion triggers of composite states. */
    public final int stride;

    /** The completion trigger of each composite state; -1 if it has none. */
    public final int[] completions;

    /** The trigger that the machine fires by itself when an action fails; -1 if there is none. */
    public final int failureTrigger;

    /** Whether some entry or exit action takes the transition. */
    public final boolean actionsTakeTransition;

    /** The edges of each state that fire by themselves. */
    public final Edge[][] timed;

    /** The triggers that each state defers; null if none does. */
    public final BitSet @Nullable [] deferred;

    /** For each state, whether some edge leads to its history. */
    public final boolean[] shallow;

    public final boolean[] deep;

    public final boolean hasRegions;
    public final boolean hasHistory;
    public final boolean hasIdle;

    /** The transitions of each trigger in each leaf, in the order in which they are tried, at index leaf * stride + trigger. */
    public final CompiledTransition[][] transitions;

    /**
     * The next leaf, at the same index, if a trigger only changes the state: without guard, action, history, timer or deferral.
     * Otherwise -1.
     */
    public final int[] direct;

    /** The plan that enters the initial states. */
    public final Plan start;

    StateChart(DefinitionDraft draft, ChartCompiler compiled) {
        this.name = draft.name;
        this.hash = compiled.hash;
        this.numbers = compiled.numbers;
        this.states = compiled.states;
        this.parents = compiled.parents;
        this.children = compiled.children;
        this.initials = compiled.initials;
        this.initial = compiled.initial;
        this.parallel = compiled.parallel;
        this.last = compiled.last;
        this.settable = compiled.settable;
        this.entries = compiled.entries;
        this.exits = compiled.exits;
        this.triggers = draft.triggers.toArray(new String[0]);
        this.stride = triggers.length;
        this.edges = compiled.edges;
        this.completions = compiled.completions;
        this.timed = compiled.timed;
        this.failureTrigger = draft.failureTrigger;
        this.actionsTakeTransition = draft.actionsTakeTransition;
        this.deferred = compiled.deferred;
        this.shallow = compiled.shallow;
        this.deep = compiled.deep;
        this.hasRegions = compiled.hasRegions;
        this.hasHistory = compiled.hasHistory;
        this.hasIdle = compiled.hasIdle;
        Planner planner = new Planner(this);
        this.start = planner.start();
        this.transitions = new CompiledTransitionTable(this, planner).transitions();
        this.direct = CompiledTransitionTable.direct(this);
    }

    public boolean isLeaf(int state) {
        return children[state].length == 0;
    }

    /** Returns whether a state is inside another, at any depth; all are inside {@link Edge#ANY}. */
    public boolean isInside(int state, int outer) {
        if (outer < 0) {
            return true;
        }
        for (int each = parents[state]; each >= 0; each = parents[each]) {
            if (each == outer) {
                return true;
            }
        }
        return false;
    }

    /** Returns the leaves and all states around them. */
    public BitSet active(int[] leaves) {
        BitSet active = new BitSet();
        for (int leaf : leaves) {
            for (int each = leaf; each >= 0 && !active.get(each); each = parents[each]) {
                active.set(each);
            }
        }
        return active;
    }

    /** Returns the innermost state around a whole configuration, or its only leaf; -1 if there is none. */
    public int common(int[] leaves) {
        int common = leaves[0];
        for (int leaf : leaves) {
            while (common >= 0 && common != leaf && !isInside(leaf, common)) {
                common = parents[common];
            }
        }
        return common;
    }

    /** Returns whether a composite state is done: its final state, or that of each of its regions, is active. */
    public boolean isDone(int state, int[] leaves) {
        return parallel[state]
                ? IntStream.of(children[state]).allMatch(region -> isDone(region, leaves))
                : IntStream.of(leaves).anyMatch(leaf -> last[leaf] && parents[leaf] == state);
    }
}
