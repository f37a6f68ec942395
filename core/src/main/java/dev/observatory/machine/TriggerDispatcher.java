package dev.observatory.machine;

import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.CompiledTransition;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.Plan;
import dev.observatory.machine.chart.Planner;
import dev.observatory.machine.chart.Regions;
import dev.observatory.machine.chart.StateChart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the transition of a trigger, which {@link TransitionExecutor} executes, or refuses or defers the trigger. Runs while the word
 * of the engine is busy.
 */
final class TriggerDispatcher {
    private TriggerDispatcher() {}

    /**
     * Tries a trigger.
     *
     * @param strict whether a refusal is thrown
     * @param result completed with the result if the trigger is deferred
     */
    static FireResult dispatch(
            Engine engine,
            int trigger,
            @Nullable Object payload,
            boolean strict,
            @Nullable CompletableFuture<FireResult> result) {
        if (engine.isOver()) {
            report(engine, trigger, payload, FireResult.UNHANDLED, List.of());
            if (strict) {
                throw RefusalMessages.finished(engine, "Trigger [" + engine.chart.triggers[trigger] + "] cannot fire");
            }
            return FireResult.UNHANDLED;
        }
        if (engine.chart.hasIdle) {
            engine.memory().timers.triggered(engine);
        }
        FireResult outcome = dispatchToLeaves(engine, trigger, payload, strict);
        if (!outcome.isTaken() && isDeferred(engine, trigger)) {
            engine.memory().deferred.add(new QueuedTrigger(trigger, payload, strict, result, null));
            return FireResult.QUEUED;
        }
        return outcome;
    }

    /** Tries a trigger like {@link #dispatch}, without the special cases. */
    static FireResult dispatchToLeaves(Engine engine, int trigger, @Nullable Object payload, boolean strict) {
        return engine.chart.hasRegions
                ? dispatchToRegions(engine, trigger, payload, strict)
                : dispatchToLeaf(engine, trigger, payload, strict);
    }

    private static FireResult dispatchToLeaf(Engine engine, int trigger, @Nullable Object payload, boolean strict) {
        StateChart chart = engine.chart;
        CompiledTransition[] transitions = chart.transitions[engine.leaf() * chart.stride + trigger];
        Object context = engine.context();
        // Often a later transition passes, so which guards have refused is recorded only where it is not obvious
        // afterwards.
        @Nullable Guard[] oneOfSeveral = null;
        for (int i = 0; i < transitions.length; i++) {
            Edge edge = transitions[i].edge();
            Guard refused = edge.refusing(context, payload);
            if (refused == null) {
                return TransitionExecutor.take(engine, transitions[i].chosen(context, payload), payload);
            }
            if (edge.guards.length > 1) {
                oneOfSeveral = oneOfSeveral == null ? new @Nullable Guard[transitions.length] : oneOfSeveral;
                oneOfSeveral[i] = refused;
            }
        }
        if (transitions.length > 0 && !strict && !engine.observesRefusals()) {
            return FireResult.REFUSED_BY_GUARD;
        }
        return refused(engine, trigger, payload, strict, refusing(transitions, oneOfSeveral));
    }

    /** Returns the guards that have refused transitions, each with at least one guard. */
    private static List<Guard> refusing(CompiledTransition[] transitions, @Nullable Guard @Nullable [] oneOfSeveral) {
        List<Guard> refusing = new ArrayList<>(transitions.length);
        for (int i = 0; i < transitions.length; i++) {
            Guard recorded = oneOfSeveral == null ? null : oneOfSeveral[i];
            refusing.add(recorded == null ? transitions[i].edge().guards[0] : recorded);
        }
        return refusing;
    }

    /**
     * Returns the result of a trigger without a transition that can be taken.
     *
     * @param refusing the guards that refused
     * @throws TransitionRefusedException if strict, unless the trigger is deferred
     */
    private static FireResult refused(
            Engine engine, int trigger, @Nullable Object payload, boolean strict, List<Guard> refusing) {
        FireResult outcome = refusing.isEmpty() ? FireResult.UNHANDLED : FireResult.REFUSED_BY_GUARD;
        if (!isDeferred(engine, trigger)) {
            report(engine, trigger, payload, outcome, refusing);
            if (strict) {
                throw RefusalMessages.refusal(engine, trigger, refusing);
            }
        }
        return outcome;
    }

    /** Emits a refused trigger, unless the machine has fired it by itself. */
    static void report(Engine engine, int trigger, @Nullable Object payload, FireResult outcome, List<Guard> refusing) {
        if (engine.observesRefusals() && !isOwn(engine, trigger)) {
            List<String> names = refusing.stream().map(Guard::name).distinct().toList();
            engine.emitRefused(trigger, payload, outcome, names);
        }
    }

    private static boolean isOwn(Engine engine, int trigger) {
        StateChart chart = engine.chart;
        return (trigger == chart.failureTrigger && engine.memory().recovering)
                || IntStream.of(chart.completions).anyMatch(each -> each == trigger);
    }

    private static FireResult dispatchToRegions(Engine engine, int trigger, @Nullable Object payload, boolean strict) {
        StateChart chart = engine.chart;
        int[] leaves = engine.leaves();
        Regions.Selection enabled = Regions.enabled(chart, leaves, trigger, engine.context(), payload);
        if (enabled.transitions().isEmpty()) {
            return refused(engine, trigger, payload, strict, enabled.refusing());
        }
        int[][] history = engine.memory().history;
        List<CompiledTransition> taken = Regions.compatible(chart, enabled.transitions(), leaves, history);
        Edge[] edges = taken.stream().map(CompiledTransition::edge).toArray(Edge[]::new);
        int[] froms =
                taken.stream().mapToInt(transition -> transition.froms()[0]).toArray();
        Plan plan = new Planner(chart).plan(leaves, froms, List.of(edges), history);
        return TransitionExecutor.perform(engine, plan, edges, froms, payload);
    }

    private static boolean isDeferred(Engine engine, int trigger) {
        BitSet[] deferred = engine.chart.deferred;
        return deferred != null
                && engine.chart.active(engine.leaves()).stream().anyMatch(state -> deferred[state].get(trigger));
    }
}
