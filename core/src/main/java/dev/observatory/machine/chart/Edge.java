package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Choice;
import dev.observatory.machine.chart.Behaviour.Guard;
import org.jspecify.annotations.Nullable;

/** One declared transition, by numbers. */
public final class Edge {
    /** The source of an edge that starts from any state. */
    public static final int ANY = -1;

    /** The target of an internal edge. */
    public static final int NOWHERE = -2;

    /** Where at its target an edge leads. */
    public enum Reach {
        STATE,
        SHALLOW_HISTORY,
        DEEP_HISTORY
    }

    /** Its index among the edges, in order of declaration. */
    public final int index;

    public final int source;
    public final int target;
    public final Reach reach;
    public final int trigger;

    /** Whether it leaves its source even if the target is inside. */
    public final boolean reentrant;

    /** Whether its trigger is fired with a payload. */
    public final boolean takesPayload;

    public final Guard[] guards;
    public final Action[] actions;

    /** How long after its source was entered, or after the last trigger, it fires by itself; negative if it does not. */
    public final long afterNanos;

    public final long idleNanos;

    /** Selects this edge or one of the alternatives that follow it; null if there is one target only. */
    public final @Nullable Choice choice;

    /** Whether this is not the first edge of a choice. */
    public final boolean isAlternative;

    public Edge(DefinitionDraft.Arrow arrow, int index, int source, int target) {
        this.index = index;
        this.source = source;
        this.target = target;
        this.reach = arrow.reach;
        this.trigger = arrow.trigger;
        this.reentrant = arrow.reentrant;
        this.takesPayload = arrow.takesPayload;
        this.guards = arrow.guards.toArray(Behaviour.NO_GUARDS);
        this.actions = arrow.actions.toArray(Behaviour.NO_ACTIONS);
        this.afterNanos = arrow.afterNanos;
        this.idleNanos = arrow.idleNanos;
        this.choice = arrow.choice;
        this.isAlternative = arrow.isAlternative;
    }

    public boolean isInternal() {
        return target == NOWHERE;
    }

    public boolean isTimed() {
        return afterNanos >= 0 || idleNanos >= 0;
    }

    /** Returns the time after which it fires by itself. */
    public long nanos() {
        return afterNanos >= 0 ? afterNanos : idleNanos;
    }

    public boolean passes(@Nullable Object context, @Nullable Object payload) {
        return refusing(context, payload) == null;
    }

    /** Calls the guards in order until one refuses; returns that one, or null if all pass. */
    public @Nullable Guard refusing(@Nullable Object context, @Nullable Object payload) {
        for (Guard guard : guards) {
            if (!guard.condition().holds(context, payload)) {
                return guard;
            }
        }
        return null;
    }
}
