package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A new order of adjacent elements, computed beside the list so that a comparator that throws leaves the list
 * unchanged.
 *
 * <p>A traced ordering moves positions along with the elements, so that it knows where each element was before; any
 * other finds that out only when it has to.
 */
final class Ordering<E extends @Nullable Object> {
    private final int from;
    private final @Nullable Object[] before;
    private final @Nullable Object[] elements;
    private int @Nullable [] places;

    private Ordering(int from, @Nullable Object[] before, @Nullable Object[] elements, int @Nullable [] places) {
        this.from = from;
        this.before = before;
        this.elements = elements;
        this.places = places;
    }

    static <E extends @Nullable Object> Ordering<E> plain(ListCore<E> list, int from, int to) {
        @Nullable Object[] before = list.copy(from, to);
        return new Ordering<>(from, before, before.clone(), null);
    }

    static <E extends @Nullable Object> Ordering<E> traced(ListCore<E> list, int from, int to) {
        int[] places = new int[to - from];
        Arrays.setAll(places, place -> from + place);
        @Nullable Object[] before = list.copy(from, to);
        return new Ordering<>(from, before, before.clone(), places);
    }

    /** Returns the order that takes, for each position from the index on, the element at the given position. */
    static <E extends @Nullable Object> Ordering<E> given(ListCore<E> list, int from, int[] positions) {
        @Nullable Object[] before = list.copy(from, from + positions.length);
        @Nullable Object[] elements = new @Nullable Object[positions.length];
        Arrays.setAll(elements, i -> before[positions[i] - from]);
        return new Ordering<>(from, before, elements, positions);
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

    /** Replaces elements that the comparator itself has set by those that are in their places now. */
    void adopt(@Nullable Object[] present) {
        if (isSame(before, present, from)) {
            return;
        }
        int[] moved = places();
        System.arraycopy(present, from, before, 0, before.length);
        Arrays.setAll(elements, i -> before[moved[i] - from]);
    }

    /** Returns where each element was in the list. */
    List<Integer> positions() {
        return Positions.owning(places());
    }

    private int[] places() {
        int[] known = places;
        if (known == null) {
            known = matched();
            places = known;
        }
        return known;
    }

    /** Finds out where each element was, by identity; of the same instance, the first occurrence stays the first. */
    private int[] matched() {
        IdentityHashMap<@Nullable Object, Queue<Integer>> origins = new IdentityHashMap<>();
        for (int i = 0; i < before.length; i++) {
            origins.computeIfAbsent(before[i], element -> new ArrayDeque<>(1)).add(from + i);
        }
        int[] found = new int[elements.length];
        Arrays.setAll(found, i -> requireNonNull(origins.get(elements[i])).remove());
        return found;
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
