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

    static MachineException refusal(Engine engine, int trigger, @Nullable Object payload, FireResult outcome) {
        String start =
                "Trigger [" + engine.chart.triggers[trigger] + "] cannot fire from state [" + place(engine) + "]; ";
        if (outcome == FireResult.UNHANDLED) {
            return new TransitionRefusedException(outcome, start + "it fires from " + sources(engine.chart, trigger));
        }
        Set<String> refusing = new LinkedHashSet<>();
        for (int leaf : engine.leaves()) {
            CompiledTransition[] transitions = engine.chart.transitions[leaf * engine.chart.stride + trigger];
            refusing.addAll(refusing(transitions, engine.context(), payload));
        }
        return new TransitionRefusedException(outcome, start + "refused by guard " + refusing);
    }

    /** Returns the exception for a trigger that leads nowhere from a leaf. */
    static TransitionRefusedException refusal(StateChart chart, int leaf, int trigger, @Nullable Object context) {
        String start =
                "Trigger [" + chart.triggers[trigger] + "] cannot fire from state [" + chart.states[leaf] + "]; ";
        CompiledTransition[] transitions = chart.transitions[leaf * chart.stride + trigger];
        if (transitions.length == 0) {
            return new TransitionRefusedException(
                    FireResult.UNHANDLED, start + "it fires from " + sources(chart, trigger));
        }
        return new TransitionRefusedException(
                FireResult.REFUSED_BY_GUARD, start + "refused by guard " + refusing(transitions, context, null));
    }

    /** Returns the guards that refuse transitions: of each transition the first that does. */
    static Set<String> refusing(CompiledTransition[] transitions, @Nullable Object context, @Nullable Object payload) {
        Set<String> refusing = new LinkedHashSet<>();
        for (CompiledTransition transition : transitions) {
            for (Guard guard : transition.edge().guards) {
                if (!guard.condition().holds(context, payload)) {
                    refusing.add(guard.name());
                    break;
                }
            }
        }
        return refusing;
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
                    ways.add(way(engine, transition.edge(), payload, hasPayload));
                }
            }
        }
        return ways;
    }

    private static TriggerExplanation.Way way(Engine engine, Edge edge, @Nullable Object payload, boolean hasPayload) {
        List<String> refusedBy = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Guard guard : edge.guards) {
            if (guard.needsPayload() && !hasPayload) {
                open.add(guard.name());
            } else if (!guard.condition().holds(engine.context(), payload)) {
                refusedBy.add(guard.name());
            }
        }
        StateChart chart = engine.chart;
        return new TriggerExplanation.Way(
                edge.source < 0 ? "any" : chart.states[edge.source],
                edge.target < 0 ? chart.states[engine.leaf()] : chart.states[edge.target],
                refusedBy,
                open);
    }
}
