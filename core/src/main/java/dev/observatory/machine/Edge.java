package dev.observatory.machine;

import dev.observatory.machine.Behaviour.Action;
import dev.observatory.machine.Behaviour.Guard;
import org.jspecify.annotations.Nullable;

/** One declared transition, by numbers. */
final class Edge {
    /** The source of an edge that starts from any state. */
    static final int ANY = -1;

    /** The target of an internal edge. */
    static final int NOWHERE = -2;

    /** Which state at its target an edge leads to. */
    enum Reach {
        STATE,
        SHALLOW_HISTORY,
        DEEP_HISTORY
    }

    /** Its place among the edges, in the order of declaration. */
    final int index;

    final int source;
    final int target;
    final Reach reach;
    final int trigger;

    /** Whether it leaves a source that its target is inside of. */
    final boolean reentrant;

    /** Whether its trigger is fired with a payload. */
    final boolean takesPayload;

    final Guard[] guards;
    final Action[] actions;

    /** How long after its source was entered, or after the last trigger, it fires by itself; negative for never. */
    final long afterNanos;

    final long idleNanos;

    Edge(DefinitionDraft.Arrow arrow, int index, int source, int target) {
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
    }

    boolean isInternal() {
        return target == NOWHERE;
    }

    boolean isTimed() {
        return afterNanos >= 0 || idleNanos >= 0;
    }

    /** How long it waits before it fires by itself. */
    long nanos() {
        return afterNanos >= 0 ? afterNanos : idleNanos;
    }

    boolean passes(@Nullable Object context, @Nullable Object payload) {
        for (Guard guard : guards) {
            if (!guard.condition().holds(context, payload)) {
                return false;
            }
        }
        return true;
    }
}
