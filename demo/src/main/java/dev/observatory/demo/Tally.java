package dev.observatory.demo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts by key. Results are ordered by number, then by key, regardless of the order of counting. */
final class Tally<K extends Comparable<? super K>> {
    private final Map<K, Integer> numbers = new HashMap<>();

    /** The number of one key. */
    record Count<K>(K key, int number) {}

    /** Adds {@code number} to the count of a key; zero only adds the key. */
    void add(K key, int number) {
        numbers.merge(key, number, Integer::sum);
    }

    /** Returns the number of a key; zero if it was never added. */
    int of(K key) {
        return numbers.getOrDefault(key, 0);
    }

    /** Returns the number of keys. */
    int size() {
        return numbers.size();
    }

    Set<K> keys() {
        return Set.copyOf(numbers.keySet());
    }

    /** Returns the number of keys with that number or more. */
    long sizeFrom(int least) {
        return numbers.values().stream().filter(number -> number >= least).count();
    }

    /** Returns all keys in their natural order. */
    List<Count<K>> byKey() {
        return counts(1).stream().sorted(Comparator.comparing(Count::key)).toList();
    }

    /** Returns the keys with the highest numbers, at most {@code places} of them, none with less than {@code least}. */
    List<Count<K>> highest(int places, int least) {
        Ranking<Count<K>> ranking = new Ranking<>(
                places,
                Comparator.<Count<K>>comparingInt(Count::number).reversed().thenComparing(Count::key));
        counts(least).forEach(ranking::add);
        return ranking.list();
    }

    private Collection<Count<K>> counts(int least) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .map(entry -> new Count<>(entry.getKey(), entry.getValue()))
                .toList();
    }
}
