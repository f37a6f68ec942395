package dev.observatory.demo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts by key. Whatever the order of counting, what it tells is in the same order: by number, then by key. */
final class Tally<K extends Comparable<? super K>> {
    private final Map<K, Integer> numbers = new HashMap<>();

    /** One key's number. */
    record Count<K>(K key, int number) {}

    /** Counts {@code number} more of a key; zero makes the key known. */
    void add(K key, int number) {
        numbers.merge(key, number, Integer::sum);
    }

    /** One key's number; zero if the key was never counted. */
    int of(K key) {
        return numbers.getOrDefault(key, 0);
    }

    /** How many keys there are. */
    int size() {
        return numbers.size();
    }

    Set<K> keys() {
        return Set.copyOf(numbers.keySet());
    }

    /** How many keys have that number or more. */
    long sizeFrom(int least) {
        return numbers.values().stream().filter(number -> number >= least).count();
    }

    /** All keys in their own order. */
    List<Count<K>> byKey() {
        return counts(1).stream().sorted(Comparator.comparing(Count::key)).toList();
    }

    /** The keys with the highest numbers, as many as there are places; none with less than {@code least}. */
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
