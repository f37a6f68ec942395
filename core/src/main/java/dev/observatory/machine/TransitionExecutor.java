package dev.observatory.machine;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.CompiledTransition;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.History;
import dev.observatory.machine.chart.Plan;
import dev.observatory.machine.chart.Planner;
import dev.observatory.machine.chart.StateChart;
import java.util.BitSet;
import java.util.List;
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

    static FireResult take(Engine engine, CompiledTransition transition, @Nullable Object payload) {
        Plan plan = transition.plan();
        if (plan == null) {
            plan = new Planner(engine.chart)
                    .plan(engine.leaves(), transition.froms(), List.of(transition.edges()), engine.memory().history);
        }
        return perform(engine, plan, transition.edges(), transition.froms(), payload);
    }

    /** Executes one step; if an action fails, the transition that is declared for this. */
    static FireResult perform(Engine engine, Plan plan, Edge[] edges, int[] froms, @Nullable Object payload) {
        return engine.chart.failureTrigger < 0
                ? step(engine, plan, edges, froms, payload)
                : FailureTransition.perform(engine, plan, edges, froms, payload);
    }

    static FireResult step(Engine engine, Plan plan, Edge[] edges, int[] froms, @Nullable Object payload) {
        StateChart chart = engine.chart;
        Object context = engine.context();
        Object[] transitions = chart.actionsTakeTransition ? transitions(engine, plan, edges, froms, payload) : null;
        for (int i = 0; i < plan.exits.length; i++) {
            Object transition = transitions == null ? null : transitions[plan.exitedBy[i]];
            run(chart.exits[plan.exits[i]], context, transition);
        }
        boolean isInternal = true;
        for (Edge edge : edges) {
            run(edge.actions, context, payload);
            isInternal &= edge.isInternal();
        }
        Throwable failure = isInternal ? null : change(engine, plan, transitions);
        if ((engine.attention & Engine.OBSERVED) != 0) {
            emit(engine, plan, edges, froms, payload, transitions);
        }
        if (failure != null) {
            TransitionExecutor.<RuntimeException>rethrow(failure);
        }
        return isInternal ? FireResult.INTERNAL : FireResult.TRANSITIONED;
    }

    /** Returns what actions and observers get, for each edge. */
    private static Object[] transitions(Engine engine, Plan plan, Edge[] edges, int[] froms, @Nullable Object payload) {
        Object[] transitions = new Object[edges.length];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = engine.transition(edges[i], froms[i], plan.to[i], payload);
        }
        return transitions;
    }

    private static void run(Action[] actions, @Nullable Object context, @Nullable Object subject) {
        for (Action action : actions) {
            action.run(context, subject);
        }
    }

    @SuppressWarnings("unchecked") // rethrown unchanged, whatever its type
    static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Changes the state and enters the new states; failures no longer undo the step. */
    private static @Nullable Throwable change(Engine engine, Plan plan, Object @Nullable [] transitions) {
        StateChart chart = engine.chart;
        for (int state : plan.exits) {
            for (Edge edge : chart.timed[state]) {
                engine.memory().timers.cancel(engine, edge);
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
        for (int i = 0; i < plan.enters.length; i++) {
            Object transition = transitions == null ? null : transitions[plan.enteredBy[i]];
            failure = enter(engine, plan.enters[i], transition, failure);
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
            Engine engine, int state, @Nullable Object transition, @Nullable Throwable earlier) {
        StateChart chart = engine.chart;
        Throwable failure = earlier;
        for (Action action : chart.entries[state]) {
            try {
                action.run(engine.context(), transition);
            } catch (Throwable thrown) {
                failure = joined(failure, thrown);
            }
        }
        for (Edge edge : chart.timed[state]) {
            try {
                engine.memory().timers.start(engine, edge);
            } catch (Throwable thrown) {
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

    private static void emit(
            Engine engine,
            Plan plan,
            Edge[] edges,
            int[] froms,
            @Nullable Object payload,
            Object @Nullable [] transitions) {
        if (edges.length == 1) {
            Edge edge = edges[0];
            emitOne(
                    engine,
                    plan,
                    edge,
                    transitions == null ? engine.transition(edge, froms[0], plan.to[0], payload) : transitions[0]);
        } else {
            emitAll(
                    engine,
                    plan,
                    edges,
                    transitions == null ? transitions(engine, plan, edges, froms, payload) : transitions);
        }
    }

    private static void emitAll(Engine engine, Plan plan, Edge[] edges, Object[] transitions) {
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
        Throwable failure = change(engine, engine.chart.start, startTransitions(engine));
        if (failure != null && engine.chart.failureTrigger >= 0) {
            FailureTransition.recover(engine, failure);
        } else if (failure != null) {
            TransitionExecutor.<RuntimeException>rethrow(failure);
        }
    }

    /** Returns what the entry actions get that take a transition: one from the initial state to itself. */
    private static Object @Nullable [] startTransitions(Engine engine) {
        StateChart chart = engine.chart;
        if (!chart.actionsTakeTransition) {
            return null;
        }
        int initial = chart.common(chart.start.leaves);
        return new Object[] {engine.transition(direct(initial), initial, initial, null)};
    }

    /** Returns an edge of no trigger. */
    private static Edge direct(int target) {
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(Edge.ANY, target, Edge.Reach.STATE);
        return new Edge(arrow, -1, Edge.ANY, target);
    }

    /** Changes the state without a trigger. */
    static void jump(Engine engine, int target) {
        int[] leaves = engine.leaves();
        RuntimeState memory = engine.memoryIfAny();
        Plan plan = new Planner(engine.chart).jump(leaves, target, memory == null ? null : memory.history);
        int from = plan.exits.length == 0 ? leaves[0] : plan.exits[0];
        perform(engine, plan, new Edge[] {direct(target)}, new int[] {from}, null);
    }
}
