package dev.observatory.demo;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first few of any number of elements in an order; others are discarded at once. */
final class Ranking<T> {
    private final int places;
    private final Comparator<? super T> order;
    private final PriorityQueue<T> lastFirst;

    Ranking(int places, Comparator<? super T> order) {
        this.places = places;
        this.order = order;
        this.lastFirst = new PriorityQueue<>(order.reversed());
    }

    void add(T element) {
        lastFirst.add(element);
        if (lastFirst.size() > places) {
            lastFirst.remove();
        }
    }

    List<T> list() {
        return lastFirst.stream().sorted(order).toList();
    }
}
