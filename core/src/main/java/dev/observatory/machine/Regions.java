package dev.observatory.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trigger in a machine with regions: each region may answer it, all in one step. Where two would leave the same state, the
 * one that starts further inside wins, else the one whose region was declared first.
 */
final class Regions {
    private Regions() {}

    static FireResult dispatch(Engine engine, int trigger, @Nullable Object payload) {
        StateChart chart = engine.chart;
        int[] leaves = engine.leaves();
        List<CompiledTransition> chosen = new ArrayList<>();
        boolean refused = false;
        Map<Edge, Boolean> passed = new HashMap<>();
        for (int leaf : leaves) {
            for (CompiledTransition move : chart.moves[leaf * chart.stride + trigger]) {
                Edge edge = move.edge();
                Boolean passes = passed.get(edge);
                boolean isNew = passes == null;
                if (passes == null) {
                    passes = edge.passes(engine.context(), payload);
                    passed.put(edge, passes);
                }
                if (passes) {
                    if (isNew) {
                        chosen.add(move);
                    }
                    break;
                }
                refused = true;
            }
        }
        if (chosen.isEmpty()) {
            return refused ? FireResult.REFUSED_BY_GUARD : FireResult.UNHANDLED;
        }
        int[][] history = engine.memory().history;
        return step(engine, compatible(chart, chosen, leaves, history), leaves, history, payload);
    }

    private static FireResult step(
            Engine engine,
            List<CompiledTransition> moves,
            int[] leaves,
            int @Nullable [][] history,
            @Nullable Object payload) {
        Edge[] edges = moves.stream().map(CompiledTransition::edge).toArray(Edge[]::new);
        int[] froms = moves.stream().mapToInt(move -> move.froms()[0]).toArray();
        Plan plan = new Planner(engine.chart).plan(leaves, froms, List.of(edges), history);
        return TransitionExecutor.perform(engine, plan, edges, froms, payload);
    }

    /** Those of the moves that can be taken together. */
    static List<CompiledTransition> compatible(
            StateChart chart, List<CompiledTransition> moves, int[] leaves, int @Nullable [][] history) {
        if (moves.size() == 1) {
            return moves;
        }
        Planner planner = new Planner(chart);
        BitSet active = chart.active(leaves);
        List<CompiledTransition> kept = new ArrayList<>();
        for (CompiledTransition move : moves) {
            BitSet exits = planner.exitsOf(move.edge(), active, history);
            List<CompiledTransition> losing = new ArrayList<>();
            boolean loses = false;
            for (CompiledTransition other : kept) {
                if (exits.intersects(planner.exitsOf(other.edge(), active, history))) {
                    if (isFurtherInside(chart, sourceOf(move), sourceOf(other))) {
                        losing.add(other);
                    } else {
                        loses = true;
                        break;
                    }
                }
            }
            if (!loses) {
                kept.removeAll(losing);
                kept.add(move);
            }
        }
        return kept;
    }

    private static boolean isFurtherInside(StateChart chart, int source, int other) {
        return source >= 0 && source != other && chart.isInside(source, other);
    }

    private static int sourceOf(CompiledTransition move) {
        return move.edge().source;
    }
}
