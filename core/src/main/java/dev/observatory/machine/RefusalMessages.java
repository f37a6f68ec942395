package dev.observatory.machine;

import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.CompiledTransition;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Explains why a trigger does not fire, and from which states it does. */
final class RefusalMessages {
    private RefusalMessages() {}

    /** Returns the names of the innermost active states. */
    static String place(Engine engine) {
        return String.join(
                ", ",
                IntStream.of(engine.leaves())
                        .mapToObj(leaf -> engine.chart.states[leaf])
                        .toList());
    }

    static MachineException finished(Engine engine, String what) {
        return new MachineFinishedException(what, engine.name(), place(engine));
    }

    /**
     * Returns the exception for a trigger that is refused.
     *
     * @param refusing the guards that refused; none if the trigger has no transition from here. They are not called again: they may
     *     answer differently, or throw
     */
    static TransitionRefusedException refusal(Engine engine, int trigger, List<Guard> refusing) {
        return refusal(engine.chart, place(engine), trigger, refusing);
    }

    /** Returns the exception for a trigger that is refused in a leaf. */
    static TransitionRefusedException refusal(StateChart chart, int leaf, int trigger, List<Guard> refusing) {
        return refusal(chart, chart.states[leaf], trigger, refusing);
    }

    private static TransitionRefusedException refusal(
            StateChart chart, String place, int trigger, List<Guard> refusing) {
        String start = "Trigger [" + chart.triggers[trigger] + "] cannot fire from state [" + place + "]; ";
        if (refusing.isEmpty()) {
            return new TransitionRefusedException(
                    FireResult.UNHANDLED, start + "it fires from " + sources(chart, trigger));
        }
        List<String> names = refusing.stream().map(Guard::name).distinct().toList();
        return new TransitionRefusedException(FireResult.REFUSED_BY_GUARD, start + "refused by guard " + names);
    }

    /** Returns the names of the states from which a trigger has transitions. */
    static List<String> sources(StateChart chart, int trigger) {
        Set<String> sources = new LinkedHashSet<>();
        for (Edge edge : chart.edges) {
            if (edge.trigger == trigger) {
                sources.add(edge.source < 0 ? "any" : chart.states[edge.source]);
            }
        }
        return List.copyOf(sources);
    }

    static TriggerExplanation explain(Engine engine, int trigger, @Nullable Object payload, boolean hasPayload) {
        List<TriggerExplanation.Way> ways = engine.isOver() ? List.of() : ways(engine, trigger, payload, hasPayload);
        return new TriggerExplanation(
                engine.chart.triggers[trigger], place(engine), ways, sources(engine.chart, trigger));
    }

    /** Returns the transitions of a trigger from the current state, with the guards that refuse them. */
    private static List<TriggerExplanation.Way> ways(
            Engine engine, int trigger, @Nullable Object payload, boolean hasPayload) {
        StateChart chart = engine.chart;
        List<TriggerExplanation.Way> ways = new ArrayList<>();
        Set<Edge> seen = new LinkedHashSet<>();
        for (int leaf : engine.leaves()) {
            for (CompiledTransition transition : chart.transitions[leaf * chart.stride + trigger]) {
                if (seen.add(transition.edge())) {
                    addWays(ways, engine, transition, payload, hasPayload);
                }
            }
        }
        return ways;
    }

    /** Adds a way to each target of a transition. Its choice is not made: that is known when the trigger fires. */
    private static void addWays(
            List<TriggerExplanation.Way> ways,
            Engine engine,
            CompiledTransition transition,
            @Nullable Object payload,
            boolean hasPayload) {
        List<String> refusedBy = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Guard guard : transition.edge().guards) {
            if (guard.needsPayload() && !hasPayload) {
                open.add(guard.name());
            } else if (!guard.condition().holds(engine.context(), payload)) {
                refusedBy.add(guard.name());
            }
        }
        StateChart chart = engine.chart;
        for (CompiledTransition each : transition.alternatives()) {
            Edge edge = each.edge();
            ways.add(new TriggerExplanation.Way(
                    edge.source < 0 ? "any" : chart.states[edge.source],
                    edge.target < 0 ? chart.states[engine.leaf()] : chart.states[edge.target],
                    refusedBy,
                    open));
        }
    }
}
