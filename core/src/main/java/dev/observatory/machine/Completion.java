package dev.observatory.machine;

import java.util.stream.IntStream;

/** Finds out which composite states are done: those whose final state was entered, and those all of whose regions are done. */
final class Completion {
    private Completion() {}

    /** A final state inside of another was entered. */
    static void reached(Engine engine, int last) {
        StateChart chart = engine.chart;
        int outer = chart.parents[last];
        raise(engine, outer);
        int around = chart.parents[outer];
        if (around >= 0 && chart.parallel[around] && isDone(chart, around, engine.leaves())) {
            raise(engine, around);
        }
    }

    private static void raise(Engine engine, int state) {
        int trigger = engine.chart.completions[state];
        if (trigger >= 0) {
            engine.memory().completions.add(trigger);
        }
    }

    static boolean isDone(StateChart chart, int state, int[] leaves) {
        return chart.parallel[state]
                ? IntStream.of(chart.children[state]).allMatch(region -> isDone(chart, region, leaves))
                : IntStream.of(leaves).anyMatch(leaf -> chart.last[leaf] && chart.parents[leaf] == state);
    }
}
