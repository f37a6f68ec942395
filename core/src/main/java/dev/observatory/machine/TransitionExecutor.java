package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.CompiledTransition;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.History;
import dev.observatory.machine.chart.Plan;
import dev.observatory.machine.chart.Planner;
import dev.observatory.machine.chart.Regions;
import dev.observatory.machine.chart.StateChart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Executes transitions: guards, exit actions, actions, change of the state, entry actions, and then the hooks. Runs while the word of
 * the engine is busy.
 *
 * <p>Until the state changes, an exception ends the step and leaves the machine as it was. After that nothing does: all entry
 * actions run, the hooks emit, and the first failure is thrown at the end.
 */
final class TransitionExecutor {
    private TransitionExecutor() {}

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
            if (strict) {
                throw RefusalMessages.finished(engine, "Trigger [" + engine.chart.triggers[trigger] + "] cannot fire");
            }
            return FireResult.UNHANDLED;
        }
        if (engine.chart.hasIdle) {
            engine.memory().timers.triggered(engine);
        }
        FireResult outcome = engine.chart.hasRegions
                ? dispatchToRegions(engine, trigger, payload, strict)
                : dispatchToLeaf(engine, trigger, payload, strict);
        if (!outcome.isTaken() && isDeferred(engine, trigger)) {
            engine.memory().deferred.add(new QueuedTrigger(trigger, payload, strict, result, null));
            return FireResult.QUEUED;
        }
        return outcome;
    }

    private static FireResult dispatchToLeaf(Engine engine, int trigger, @Nullable Object payload, boolean strict) {
        StateChart chart = engine.chart;
        CompiledTransition[] transitions = chart.transitions[engine.leaf() * chart.stride + trigger];
        Object context = engine.context();
        Guard first = null;
        List<Guard> refusing = List.of();
        for (CompiledTransition transition : transitions) {
            Guard refused = transition.edge().refusing(context, payload);
            if (refused == null) {
                return take(engine, transition, payload);
            }
            if (first == null) {
                first = refused; // often the next transition passes: no list is needed then
            } else if (strict) {
                refusing = refusing.isEmpty() ? new ArrayList<>(List.of(first)) : refusing;
                refusing.add(refused);
            }
        }
        if (!strict) {
            return first == null ? FireResult.UNHANDLED : FireResult.REFUSED_BY_GUARD;
        }
        return refused(engine, trigger, true, first == null || !refusing.isEmpty() ? refusing : List.of(first));
    }

    /**
     * Returns the result of a trigger without a transition that can be taken.
     *
     * @param refusing the guards that refused
     * @throws TransitionRefusedException if strict, unless the trigger is deferred
     */
    private static FireResult refused(Engine engine, int trigger, boolean strict, List<Guard> refusing) {
        if (strict && !isDeferred(engine, trigger)) {
            throw RefusalMessages.refusal(engine, trigger, refusing);
        }
        return refusing.isEmpty() ? FireResult.UNHANDLED : FireResult.REFUSED_BY_GUARD;
    }

    private static FireResult dispatchToRegions(Engine engine, int trigger, @Nullable Object payload, boolean strict) {
        StateChart chart = engine.chart;
        int[] leaves = engine.leaves();
        Regions.Selection enabled = Regions.enabled(chart, leaves, trigger, engine.context(), payload);
        if (enabled.transitions().isEmpty()) {
            return refused(engine, trigger, strict, enabled.refusing());
        }
        int[][] history = engine.memory().history;
        List<CompiledTransition> taken = Regions.compatible(chart, enabled.transitions(), leaves, history);
        Edge[] edges = taken.stream().map(CompiledTransition::edge).toArray(Edge[]::new);
        int[] froms =
                taken.stream().mapToInt(transition -> transition.froms()[0]).toArray();
        Plan plan = new Planner(chart).plan(leaves, froms, List.of(edges), history);
        return perform(engine, plan, edges, froms, payload);
    }

    static FireResult take(Engine engine, CompiledTransition transition, @Nullable Object payload) {
        Plan plan = transition.plan();
        if (plan == null) {
            plan = new Planner(engine.chart)
                    .plan(engine.leaves(), transition.froms(), List.of(transition.edges()), engine.memory().history);
        }
        return perform(engine, plan, transition.edges(), transition.froms(), payload);
    }

    private static boolean isDeferred(Engine engine, int trigger) {
        BitSet[] deferred = engine.chart.deferred;
        return deferred != null
                && engine.chart.active(engine.leaves()).stream().anyMatch(state -> deferred[state].get(trigger));
    }

    /** Executes one step. */
    static FireResult perform(Engine engine, Plan plan, Edge[] edges, int[] froms, @Nullable Object payload) {
        StateChart chart = engine.chart;
        Object context = engine.context();
        for (int state : plan.exits) {
            run(chart.exits[state], context, payload);
        }
        for (Edge edge : edges) {
            run(edge.actions, context, payload);
        }
        boolean isInternal = true;
        for (Edge edge : edges) {
            isInternal &= edge.isInternal();
        }
        Throwable failure = isInternal ? null : change(engine, plan, payload);
        if ((engine.attention & Engine.OBSERVED) != 0) {
            emit(engine, plan, edges, froms, payload);
        }
        if (failure != null) {
            TransitionExecutor.<RuntimeException>rethrow(failure);
        }
        return isInternal ? FireResult.INTERNAL : FireResult.TRANSITIONED;
    }

    private static void run(Action[] actions, @Nullable Object context, @Nullable Object payload) {
        for (Action action : actions) {
            action.run(context, payload);
        }
    }

    @SuppressWarnings("unchecked") // rethrown unchanged, whatever its type
    private static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Changes the state and enters the new states; failures no longer undo the step. */
    private static @Nullable Throwable change(Engine engine, Plan plan, @Nullable Object payload) {
        StateChart chart = engine.chart;
        for (int state : plan.exits) {
            for (Edge edge : chart.timed[state]) {
                engine.memory().timers.cancel(edge);
            }
        }
        if (chart.hasHistory) {
            BitSet left = new BitSet();
            for (int state : plan.exits) {
                left.set(state);
            }
            RuntimeState memory = engine.memory();
            memory.history = History.after(chart, memory.history, engine.leaves(), left);
        }
        if (chart.deferred != null) {
            engine.memory().changed = true;
        }
        engine.settle(plan.leaves, isEnd(chart, plan.enters));
        Throwable failure = null;
        for (int state : plan.enters) {
            failure = enter(engine, state, payload, failure);
        }
        return failure;
    }

    private static boolean isEnd(StateChart chart, int[] entered) {
        for (int state : entered) {
            if (chart.last[state] && chart.parents[state] < 0) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable enter(
            Engine engine, int state, @Nullable Object payload, @Nullable Throwable earlier) {
        StateChart chart = engine.chart;
        Throwable failure = earlier;
        for (Action action : chart.entries[state]) {
            try {
                action.run(engine.context(), payload);
            } catch (Throwable thrown) {
                failure = joined(failure, thrown);
            }
        }
        for (Edge edge : chart.timed[state]) {
            try {
                engine.memory().timers.start(engine, edge);
            } catch (RuntimeException thrown) {
                failure = joined(failure, thrown);
            }
        }
        if (chart.last[state] && chart.parents[state] >= 0) {
            complete(engine, state);
        }
        return failure;
    }

    /** Raises the completion of the state around a final one that was entered, and of a parallel state all of whose regions are done. */
    private static void complete(Engine engine, int last) {
        StateChart chart = engine.chart;
        int outer = chart.parents[last];
        raiseCompletion(engine, outer);
        int around = chart.parents[outer];
        if (around >= 0 && chart.parallel[around] && chart.isDone(around, engine.leaves())) {
            raiseCompletion(engine, around);
        }
    }

    private static void raiseCompletion(Engine engine, int state) {
        int trigger = engine.chart.completions[state];
        if (trigger >= 0) {
            engine.memory().completions.add(trigger);
        }
    }

    private static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    private static void emit(Engine engine, Plan plan, Edge[] edges, int[] froms, @Nullable Object payload) {
        if (edges.length == 1) {
            Edge edge = edges[0];
            emitOne(engine, plan, edge, engine.transition(edge, froms[0], plan.to[0], payload));
            return;
        }
        Object[] transitions = new Object[edges.length];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = engine.transition(edges[i], froms[i], plan.to[i], payload);
        }
        for (int i = 0; i < plan.exits.length; i++) {
            engine.emitExited(plan.exits[i], transitions[plan.exitedBy[i]]);
        }
        engine.emitTriggered(edges[0].trigger, transitions[0]);
        for (int i = 0; i < plan.enters.length; i++) {
            engine.emitEntered(plan.enters[i], transitions[plan.enteredBy[i]]);
        }
        for (int i = 0; i < transitions.length; i++) {
            if (!edges[i].isInternal()) {
                engine.emitUpdated(transitions[i]);
            }
        }
    }

    private static void emitOne(Engine engine, Plan plan, Edge edge, Object transition) {
        for (int state : plan.exits) {
            engine.emitExited(state, transition);
        }
        if (edge.trigger >= 0) {
            engine.emitTriggered(edge.trigger, transition);
        }
        for (int state : plan.enters) {
            engine.emitEntered(state, transition);
        }
        if (!edge.isInternal()) {
            engine.emitUpdated(transition);
        }
    }

    /** Enters the initial states; no hook emits, since no transition was taken. */
    static void start(Engine engine) {
        Throwable failure = change(engine, engine.chart.start, null);
        if (failure != null) {
            TransitionExecutor.<RuntimeException>rethrow(failure);
        }
    }

    /** Changes the state without a trigger. */
    static void jump(Engine engine, int target) {
        int[] leaves = engine.leaves();
        RuntimeState memory = engine.memoryIfAny();
        Plan plan = new Planner(engine.chart).jump(leaves, target, memory == null ? null : memory.history);
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(Edge.ANY, target, Edge.Reach.STATE);
        Edge edge = new Edge(arrow, -1, Edge.ANY, target);
        perform(engine, plan, new Edge[] {edge}, new int[] {plan.exits.length == 0 ? leaves[0] : plan.exits[0]}, null);
    }

    /** Executes a trigger that was waiting, and completes its result. */
    static void process(Engine engine, QueuedTrigger fired) {
        try {
            FireResult outcome = fired.timer() != null
                    ? expire(engine, fired.timer())
                    : dispatch(engine, fired.trigger(), fired.payload(), fired.strict(), fired.result());
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
                timers.restartIdle(engine, timer.edge);
            }
        }
    }

    /** Takes a timed transition unless its guards refuse. */
    private static FireResult take(Engine engine, Edge edge) {
        StateChart chart = engine.chart;
        for (int leaf : engine.leaves()) {
            for (CompiledTransition transition : chart.transitions[leaf * chart.stride + edge.trigger]) {
                if (transition.edge() == edge) {
                    return transition.edge().passes(engine.context(), null)
                            ? take(engine, transition, null)
                            : FireResult.REFUSED_BY_GUARD;
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
