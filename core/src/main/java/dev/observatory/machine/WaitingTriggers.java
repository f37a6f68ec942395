package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.CompiledTransition;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes triggers whose caller does not wait for them: queued and deferred ones, completions, and timers. Runs while the word of the
 * engine is busy. Never throws: failures go to the future of the trigger, or are reported.
 */
final class WaitingTriggers {
    private WaitingTriggers() {}

    /** Executes a trigger that was waiting, and completes its result. */
    static void process(Engine engine, QueuedTrigger fired) {
        try {
            FireResult outcome = fired.timer() != null
                    ? expire(engine, fired.timer())
                    : TriggerDispatcher.dispatch(
                            engine, fired.trigger(), fired.payload(), fired.strict(), fired.result());
            if (outcome != FireResult.QUEUED) {
                fired.complete(outcome);
            }
        } catch (Throwable failure) {
            fired.fail(engine, failure);
        }
    }

    private static FireResult expire(Engine engine, TransitionTimers.Timer timer) {
        TransitionTimers timers = engine.memory().timers;
        if (engine.isOver() || !timers.takeIfDue(engine, timer)) {
            return FireResult.UNHANDLED;
        }
        try {
            return take(engine, timer.edge);
        } finally {
            if (timer.edge.afterNanos < 0) {
                timers.restartIdle(engine, timer);
            }
        }
    }

    /** Takes a timed transition unless its guards refuse. */
    private static FireResult take(Engine engine, Edge edge) {
        StateChart chart = engine.chart;
        for (int leaf : engine.leaves()) {
            for (CompiledTransition transition : chart.transitions[leaf * chart.stride + edge.trigger]) {
                if (transition.edge() == edge) {
                    Guard refused = edge.refusing(engine.context(), null);
                    if (refused == null) {
                        return TransitionExecutor.take(engine, transition.chosen(engine.context(), null), null);
                    }
                    TriggerDispatcher.report(engine, edge.trigger, null, FireResult.REFUSED_BY_GUARD, List.of(refused));
                    return FireResult.REFUSED_BY_GUARD;
                }
            }
        }
        return FireResult.UNHANDLED;
    }

    /** Executes everything that is waiting: completions, then deferred triggers, then triggers that were fired from inside. */
    static void drain(Engine engine, RuntimeState memory) {
        while (memory.hasWork()) {
            Integer done = memory.completions.poll();
            if (done != null) {
                process(engine, new QueuedTrigger(done, null, false, null, null));
            } else if (memory.changed && !memory.deferred.isEmpty()) {
                recall(engine, memory);
            } else {
                process(engine, requireNonNull(memory.queue.poll()));
            }
        }
    }

    /** Tries the deferred triggers again, in order of firing, until one changes the state. */
    private static void recall(Engine engine, RuntimeState memory) {
        List<QueuedTrigger> again = memory.deferred;
        memory.deferred = new ArrayList<>();
        memory.changed = false;
        for (int i = 0; i < again.size(); i++) {
            process(engine, again.get(i));
            if (memory.changed) {
                memory.deferred.addAll(again.subList(i + 1, again.size()));
                return;
            }
        }
    }
}
