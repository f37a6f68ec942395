package dev.observatory.machine;

import dev.observatory.machine.Behaviour.Guard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says why a trigger does not fire, and from where it would. */
final class Explaining {
    private Explaining() {}

    /** Where a machine is: its innermost active states. */
    static String place(Engine engine) {
        return String.join(
                ", ",
                IntStream.of(engine.leaves())
                        .mapToObj(leaf -> engine.chart.states[leaf])
                        .toList());
    }

    static MachineException finished(Engine engine, String what) {
        return new FinishedException(what, engine.name(), place(engine));
    }

    static MachineException refusal(Engine engine, int trigger, @Nullable Object payload, Outcome outcome) {
        String start =
                "Trigger [" + engine.chart.triggers[trigger] + "] cannot fire from state [" + place(engine) + "]; ";
        if (outcome == Outcome.UNHANDLED) {
            return new RefusedException(outcome, start + "it fires from " + sources(engine.chart, trigger));
        }
        Set<String> refusing = new LinkedHashSet<>();
        for (int leaf : engine.leaves()) {
            Move[] moves = engine.chart.moves[leaf * engine.chart.stride + trigger];
            refusing.addAll(refusing(moves, engine.context(), payload));
        }
        return new RefusedException(outcome, start + "refused by guard " + refusing);
    }

    /** Of each move the guard that refused it: the first that does. */
    static Set<String> refusing(Move[] moves, @Nullable Object context, @Nullable Object payload) {
        Set<String> refusing = new LinkedHashSet<>();
        for (Move move : moves) {
            for (Guard guard : move.edge().guards) {
                if (!guard.condition().holds(context, payload)) {
                    refusing.add(guard.name());
                    break;
                }
            }
        }
        return refusing;
    }

    /** The states that a trigger leads out of, by name. */
    static List<String> sources(Chart chart, int trigger) {
        Set<String> sources = new LinkedHashSet<>();
        for (Edge edge : chart.edges) {
            if (edge.trigger == trigger) {
                sources.add(edge.source < 0 ? "any" : chart.states[edge.source]);
            }
        }
        return List.copyOf(sources);
    }

    static Explanation explain(Engine engine, int trigger, @Nullable Object payload, boolean hasPayload) {
        List<Explanation.Way> ways = engine.isOver() ? List.of() : ways(engine, trigger, payload, hasPayload);
        return new Explanation(engine.chart.triggers[trigger], place(engine), ways, sources(engine.chart, trigger));
    }

    /** Each way that the trigger may go from here, with the guards that refuse it now. */
    private static List<Explanation.Way> ways(
            Engine engine, int trigger, @Nullable Object payload, boolean hasPayload) {
        Chart chart = engine.chart;
        List<Explanation.Way> ways = new ArrayList<>();
        Set<Edge> seen = new LinkedHashSet<>();
        for (int leaf : engine.leaves()) {
            for (Move move : chart.moves[leaf * chart.stride + trigger]) {
                if (seen.add(move.edge())) {
                    ways.add(way(engine, move.edge(), payload, hasPayload));
                }
            }
        }
        return ways;
    }

    private static Explanation.Way way(Engine engine, Edge edge, @Nullable Object payload, boolean hasPayload) {
        List<String> refusedBy = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Guard guard : edge.guards) {
            if (guard.needsPayload() && !hasPayload) {
                open.add(guard.name());
            } else if (!guard.condition().holds(engine.context(), payload)) {
                refusedBy.add(guard.name());
            }
        }
        Chart chart = engine.chart;
        return new Explanation.Way(
                edge.source < 0 ? "any" : chart.states[edge.source],
                edge.target < 0 ? chart.states[engine.leaf()] : chart.states[edge.target],
                refusedBy,
                open);
    }
}
