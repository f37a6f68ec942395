package dev.observatory.machine;

import dev.observatory.machine.Behaviour.Action;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A definition that was checked: states, triggers and edges by numbers, and tables by them.
 * Immutable and shared by all its machines.
 */
final class StateChart {
    final String name;

    /** Names of what the definition was made of, and how it hangs together: two charts with the same can swap snapshots. */
    final String hash;

    /** The number here of each state of the draft. */
    final int[] numbers;

    /** Outer states come before what is inside them. */
    final String[] states;

    final int[] parents;
    final int[][] children;

    /** The child of each composite state, or the top level's last, that is entered with it; -1 for none. */
    final int[] initials;

    final int initial;
    final boolean[] parallel;
    final boolean[] last;
    final boolean[] settable;
    final Action[][] entries;
    final Action[][] exits;

    final String[] triggers;
    final Edge[] edges;

    /** How many triggers there are, those included that composite states fire when they are done. */
    final int stride;

    /** The trigger of each composite state that is fired when it is done; -1 if that leads nowhere. */
    final int[] completions;

    /** The edges of each state that fire by themselves. */
    final Edge[][] timed;

    /** The triggers that each state defers; null if none does. */
    final BitSet @Nullable [] deferred;

    /** Whether some edge leads to the history of a state. */
    final boolean[] shallow;

    final boolean[] deep;

    final boolean hasRegions;
    final boolean hasHistory;
    final boolean hasIdle;

    /** What each trigger may do in each leaf, in the order in which it is tried: at leaf * stride + trigger. */
    final CompiledTransition[][] moves;

    /**
     * The next leaf, where a trigger needs nothing but that the state is changed: no guard, no action, nothing to remember,
     * no timer, nothing deferred. Else -1.
     */
    final int[] direct;

    /** What is entered at the start. */
    final Plan start;

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
        this.deferred = compiled.deferred;
        this.shallow = compiled.shallow;
        this.deep = compiled.deep;
        this.hasRegions = compiled.hasRegions;
        this.hasHistory = compiled.hasHistory;
        this.hasIdle = compiled.hasIdle;
        Planner planner = new Planner(this);
        this.start = planner.start();
        this.moves = new CompiledTransitionTable(this, planner).moves();
        this.direct = CompiledTransitionTable.direct(this);
    }

    boolean isLeaf(int state) {
        return children[state].length == 0;
    }

    /** Whether a state is inside another, at any depth; everything is inside of {@link Edge#ANY}. */
    boolean isInside(int state, int outer) {
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

    /** The leaves and all that they are inside of. */
    BitSet active(int[] leaves) {
        BitSet active = new BitSet();
        for (int leaf : leaves) {
            for (int each = leaf; each >= 0 && !active.get(each); each = parents[each]) {
                active.set(each);
            }
        }
        return active;
    }

    /** The innermost state that all of a configuration is inside of, or the only leaf; -1 for none. */
    int common(int[] leaves) {
        int common = leaves[0];
        for (int leaf : leaves) {
            while (common >= 0 && common != leaf && !isInside(leaf, common)) {
                common = parents[common];
            }
        }
        return common;
    }

    TransitionKind kindOf(Edge edge, int from) {
        if (edge.isInternal()) {
            return TransitionKind.INTERNAL;
        }
        int source = edge.source < 0 ? from : edge.source;
        if (edge.target == source && edge.reach == Edge.Reach.STATE) {
            return TransitionKind.SELF;
        }
        if (edge.source >= 0 && (edge.target == source || isInside(edge.target, source))) {
            return edge.reentrant ? TransitionKind.REENTRANT : TransitionKind.LOCAL;
        }
        return TransitionKind.EXTERNAL;
    }
}
