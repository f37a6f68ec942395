package dev.observatory.collection;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new order of adjacent elements, computed beside the list so that a comparator that throws leaves the list
 * unchanged.
 *
 * <p>A traced ordering moves positions along with the elements, so that it knows where each element was before.
 */
final class Ordering<E extends @Nullable Object> {
    private final @Nullable Object[] elements;
    private final int @Nullable [] places;

    private Ordering(@Nullable Object[] elements, int @Nullable [] places) {
        this.elements = elements;
        this.places = places;
    }

    static <E extends @Nullable Object> Ordering<E> plain(ListCore<E> list, int from, int to) {
        return new Ordering<>(list.copy(from, to), null);
    }

    static <E extends @Nullable Object> Ordering<E> traced(ListCore<E> list, int from, int to) {
        int[] places = new int[to - from];
        Arrays.setAll(places, place -> from + place);
        return new Ordering<>(list.copy(from, to), places);
    }

    @SuppressWarnings("unchecked") // Elements are of type E, or comparable if there is no comparator.
    void sort(@Nullable Comparator<? super E> comparator) {
        Comparator<@Nullable Object> given = (Comparator<@Nullable Object>) comparator;
        if (places == null) {
            Arrays.sort(elements, given);
            return;
        }
        Comparator<@Nullable Object> order =
                given == null ? (Comparator<@Nullable Object>) (Comparator<?>) Comparator.naturalOrder() : given;
        TracedSort.sort(elements, places, order);
    }

    void reverse() {
        Collections.reverse(Arrays.asList(elements));
        for (int left = 0, right = elements.length - 1; places != null && left < right; left++, right--) {
            int place = places[left];
            places[left] = places[right];
            places[right] = place;
        }
    }

    @Nullable
    Object[] elements() {
        return elements;
    }

    /** Returns where each element was in the list. Requires a traced ordering. */
    List<Integer> positions() {
        if (places == null) {
            throw new IllegalStateException("An ordering that is not traced has no positions; create it with traced");
        }
        return Positions.owning(places);
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
