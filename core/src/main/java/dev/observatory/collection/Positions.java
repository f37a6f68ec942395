package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list of positions in a list, boxed on access. */
final class Positions extends AbstractList<Integer> implements RandomAccess {
    private final int[] positions;

    private Positions(int[] positions) {
        this.positions = positions;
    }

    /** Wraps the array without copying it; the caller must not write to it afterwards. */
    static List<Integer> owning(int[] positions) {
        return new Positions(positions);
    }

    static List<Integer> one(int position) {
        return new Positions(new int[] {position});
    }

    static List<Integer> range(int from, int to) {
        int[] positions = new int[to - from];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = from + i;
        }
        return new Positions(positions);
    }

    static List<Integer> copyOf(List<Integer> positions) {
        requireNonNull(positions, "positions");
        if (positions instanceof Positions) {
            return positions;
        }
        return new Positions(positions.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public Integer get(int index) {
        return positions[index];
    }

    @Override
    public int size() {
        return positions.length;
    }
}
