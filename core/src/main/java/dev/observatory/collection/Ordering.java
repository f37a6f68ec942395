package dev.observatory.collection;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new order of neighbouring elements, worked out beside the list so that a comparator that throws harms nothing.
 *
 * <p>Traced, it sorts positions instead of elements and so knows where each element came from.
 */
final class Ordering<E extends @Nullable Object> {
    private final int from;
    private final @Nullable Object[] elements;
    private final Integer @Nullable [] places;

    private Ordering(int from, @Nullable Object[] elements, Integer @Nullable [] places) {
        this.from = from;
        this.elements = elements;
        this.places = places;
    }

    static <E extends @Nullable Object> Ordering<E> plain(ListCore<E> list, int from, int to) {
        return new Ordering<>(from, list.copy(from, to), null);
    }

    static <E extends @Nullable Object> Ordering<E> traced(ListCore<E> list, int from, int to) {
        Integer[] places = new Integer[to - from];
        Arrays.setAll(places, place -> place);
        return new Ordering<>(from, list.copy(from, to), places);
    }

    @SuppressWarnings("unchecked") // the elements are of type E, or comparable as sorting without a comparator demands
    void sort(@Nullable Comparator<? super E> comparator) {
        Comparator<@Nullable Object> given = (Comparator<@Nullable Object>) comparator;
        if (places == null) {
            Arrays.sort(elements, given);
            return;
        }
        Comparator<@Nullable Object> order =
                given == null ? (Comparator<@Nullable Object>) (Comparator<?>) Comparator.naturalOrder() : given;
        Arrays.sort(places, (a, b) -> order.compare(elements[a], elements[b]));
    }

    void reverse() {
        Collections.reverse(Arrays.asList(places == null ? elements : places));
    }

    @Nullable
    Object[] elements() {
        if (places == null) {
            return elements;
        }
        @Nullable Object[] ordered = new @Nullable Object[places.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = elements[places[i]];
        }
        return ordered;
    }

    /** Where each element stood in the list; only of a traced ordering. */
    List<Integer> positions() {
        if (places == null) {
            throw new IllegalStateException("An ordering that is not traced has no positions; make a traced one");
        }
        int[] positions = new int[places.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = from + places[i];
        }
        return Positions.owning(positions);
    }

    static boolean isSame(@Nullable Object[] ordered, @Nullable Object[] items, int from) {
        for (int i = 0; i < ordered.length; i++) {
            if (ordered[i] != items[from + i]) {
                return false;
            }
        }
        return true;
    }
}
