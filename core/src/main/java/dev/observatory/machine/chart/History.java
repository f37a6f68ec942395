package dev.observatory.machine.chart;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The leaves that were active inside states when those were last left, for each state with a history that edges lead to; null for a
 * state that has never been left. The arrays are never modified.
 */
public final class History {
    private History() {}

    public static int @Nullable [][] after(StateChart chart, int @Nullable [][] before, int[] leaves, BitSet left) {
        int[][] after = null;
        for (int state = left.nextSetBit(0); state >= 0; state = left.nextSetBit(state + 1)) {
            if (chart.shallow[state] || chart.deep[state]) {
                if (after == null) {
                    after = before == null ? new int[chart.states.length][] : before.clone();
                }
                int outer = state;
                after[state] = IntStream.of(leaves)
                        .filter(leaf -> chart.isInside(leaf, outer))
                        .toArray();
            }
        }
        return after == null ? before : after;
    }

    /** Returns the children of a state that are, or contain, some of the leaves. */
    static int[] childrenOf(StateChart chart, int state, int[] leaves) {
        return Arrays.stream(chart.children[state])
                .filter(child -> IntStream.of(leaves).anyMatch(leaf -> leaf == child || chart.isInside(leaf, child)))
                .toArray();
    }
}
