package dev.observatory.machine;

import dev.observatory.machine.chart.CompiledTransition;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;
import org.jspecify.annotations.Nullable;

/** Changes the state without a trigger. */
final class DirectStateChange {
    private DirectStateChange() {}

    static void set(Engine engine, int target) {
        String what = "State [" + engine.chart.states[target] + "] cannot be set";
        if (!engine.enter()) {
            throw engine.reentrant(what);
        }
        try {
            if (!engine.chart.active(engine.leaves()).get(target)) {
                go(engine, target, what);
            }
        } finally {
            engine.leave();
        }
    }

    private static void go(Engine engine, int target, String what) {
        if (engine.isOver()) {
            throw RefusalMessages.finished(engine, what);
        }
        CompiledTransition[] refused = new CompiledTransition[1];
        CompiledTransition transition = permitted(engine, target, refused);
        if (transition != null) {
            TransitionExecutor.take(engine, transition, null);
        } else if (engine.chart.settable[target]) {
            TransitionExecutor.jump(engine, target);
        } else if (refused[0] != null) {
            String trigger = engine.chart.triggers[refused[0].edge().trigger];
            throw new TransitionRefusedException(
                    FireResult.REFUSED_BY_GUARD,
                    what + " from state [" + RefusalMessages.place(engine) + "]; a guard of trigger [" + trigger
                            + "] refused");
        } else {
            throw new TransitionRefusedException(
                    FireResult.UNHANDLED,
                    what + " from state [" + RefusalMessages.place(engine)
                            + "]; no trigger leads there; declare a transition, or the state with"
                            + " requireTrigger(false)");
        }
    }

    /** Returns the first transition from here to the target that no guard refuses. */
    private static @Nullable CompiledTransition permitted(Engine engine, int target, CompiledTransition[] refused) {
        StateChart chart = engine.chart;
        int[] leaves = engine.leaves();
        for (int i = 0; i < leaves.length; i++) {
            int leaf = leaves[i];
            for (int trigger = 0; trigger < chart.stride; trigger++) {
                for (CompiledTransition transition : chart.transitions[leaf * chart.stride + trigger]) {
                    Edge edge = transition.edge();
                    if (leadsTo(transition, target) && !edge.takesPayload && !isShared(chart, edge, leaves, i)) {
                        CompiledTransition chosen =
                                edge.passes(engine.context(), null) ? transition.chosen(engine.context(), null) : null;
                        if (chosen == null) {
                            refused[0] = transition;
                        } else if (chosen.edge().target == target) {
                            return chosen;
                        }
                    }
                }
            }
        }
        return null;
    }

    private static boolean leadsTo(CompiledTransition transition, int target) {
        for (CompiledTransition each : transition.alternatives()) {
            if (each.edge().target == target && each.edge().reach == Edge.Reach.STATE) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an edge also starts from one of the leaves before an index, and has been tried there. */
    private static boolean isShared(StateChart chart, Edge edge, int[] leaves, int before) {
        for (int i = 0; i < before; i++) {
            if (chart.isInside(leaves[i], edge.source)) {
                return true;
            }
        }
        return false;
    }
}
