package dev.observatory.demo;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first few of any number of things by some order; forgets the others at once. */
final class Ranking<T> {
    private final int places;
    private final Comparator<? super T> order;
    private final PriorityQueue<T> lastFirst;

    Ranking(int places, Comparator<? super T> order) {
        this.places = places;
        this.order = order;
        this.lastFirst = new PriorityQueue<>(order.reversed());
    }

    void add(T thing) {
        lastFirst.add(thing);
        if (lastFirst.size() > places) {
            lastFirst.remove();
        }
    }

    List<T> list() {
        return lastFirst.stream().sorted(order).toList();
    }
}
