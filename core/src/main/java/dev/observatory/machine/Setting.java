package dev.observatory.machine;

import org.jspecify.annotations.Nullable;

/** Goes to a state without a trigger. */
final class Setting {
    private Setting() {}

    static void set(Engine engine, int target) {
        String what = "State [" + engine.chart.states[target] + "] cannot be set";
        if (!engine.enter()) {
            throw new ReentrantSetException(what, engine.name());
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
            throw Explaining.finished(engine, what);
        }
        Move[] refused = new Move[1];
        Move move = permitted(engine, target, refused);
        if (move != null) {
            Transit.take(engine, move, null);
        } else if (engine.chart.settable[target]) {
            Transit.jump(engine, target);
        } else if (refused[0] != null) {
            String trigger = engine.chart.triggers[refused[0].edge().trigger];
            throw new RefusedException(
                    Outcome.REFUSED_BY_GUARD,
                    what + " from state [" + Explaining.place(engine) + "]; a guard of trigger [" + trigger
                            + "] refused");
        } else {
            throw new RefusedException(
                    Outcome.UNHANDLED,
                    what + " from state [" + Explaining.place(engine)
                            + "]; no trigger leads there, let one do so or declare it with requireTrigger(false)");
        }
    }

    /** The first transition from here to the target that no guard refuses. */
    private static @Nullable Move permitted(Engine engine, int target, Move[] refused) {
        Chart chart = engine.chart;
        for (int leaf : engine.leaves()) {
            for (int trigger = 0; trigger < chart.stride; trigger++) {
                for (Move move : chart.moves[leaf * chart.stride + trigger]) {
                    Edge edge = move.edge();
                    if (edge.target == target && edge.reach == Edge.Reach.STATE && !edge.takesPayload) {
                        if (edge.passes(engine.context(), null)) {
                            return move;
                        }
                        refused[0] = move;
                    }
                }
            }
        }
        return null;
    }
}
