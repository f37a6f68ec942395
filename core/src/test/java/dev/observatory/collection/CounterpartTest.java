package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Iterators, spliterators and views behave like those of the JDK collection. */
class CounterpartTest {
    private static final List<String> ELEMENTS = List.of("e", "a", "d", "b", "c");

    /** A collection or view of ours beside the same of the JDK. */
    private record Pair(String name, Collection<?> ours, Collection<?> theirs) {}

    private static Stream<Pair> pairs() {
        ObservableList<String> list = new ObservableList<>(ELEMENTS);
        List<String> arrayList = new ArrayList<>(ELEMENTS);
        Map<String, Integer> linked = new LinkedHashMap<>();
        ELEMENTS.forEach(element -> linked.put(element, linked.size()));
        ObservableMap<String, Integer> map = new ObservableMap<>(linked);
        Stream<Pair> all = Stream.of(
                new Pair("list", list, arrayList),
                new Pair("part", list.subList(1, 4), arrayList.subList(1, 4)),
                new Pair(
                        "part of a part",
                        list.subList(1, 5).subList(1, 3),
                        arrayList.subList(1, 5).subList(1, 3)),
                new Pair("empty list", new ObservableList<>(), new ArrayList<>()),
                new Pair("view", list.filteredView(element -> true), arrayList),
                new Pair("set", new ObservableSet<>(ELEMENTS), new LinkedHashSet<>(ELEMENTS)),
                new Pair("keys", map.keySet(), linked.keySet()),
                new Pair("values", map.values(), linked.values()),
                new Pair("entries", map.entrySet(), linked.entrySet()));
        if (!Mutators.of(List.class).contains("reversed()")) {
            return all;
        }
        return Stream.concat(
                all,
                Stream.of(
                        new Pair("reversed list", reversed(list), reversed(arrayList)),
                        new Pair("reversed part", reversed(list.subList(1, 4)), reversed(arrayList.subList(1, 4)))));
    }

    private static Collection<?> reversed(List<?> list) {
        return (Collection<?>) Mutators.call(List.class, list, "reversed");
    }

    private static Stream<DynamicTest> forEachPair(Consumer<Pair> test) {
        return pairs().map(pair -> DynamicTest.dynamicTest(pair.name, () -> test.accept(pair)));
    }

    @TestFactory
    Stream<DynamicTest> spliteratorsHaveTheSameCharacteristics() {
        return forEachPair(pair -> {
            Spliterator<?> ours = pair.ours.spliterator();
            Spliterator<?> theirs = pair.theirs.spliterator();

            for (int part = 0; part < 3; part++) {
                assertThat(ours.characteristics()).isEqualTo(theirs.characteristics());
                assertThat(ours.estimateSize()).isEqualTo(theirs.estimateSize());
                assertThat(ours.getExactSizeIfKnown()).isEqualTo(theirs.getExactSizeIfKnown());
                assertThat(comparatorOf(ours)).isEqualTo(comparatorOf(theirs));
                ours = ours.trySplit();
                theirs = theirs.trySplit();
                assertThat(ours == null).isEqualTo(theirs == null);
                if (ours == null) {
                    break;
                }
            }
        });
    }

    private static Object comparatorOf(Spliterator<?> spliterator) {
        try {
            return spliterator.getComparator();
        } catch (IllegalStateException unsorted) {
            return unsorted.getClass();
        }
    }

    @TestFactory
    Stream<DynamicTest> streamsHaveTheSameOrder() {
        return forEachPair(pair -> {
            assertThat(text(pair.ours.stream().toList()))
                    .isEqualTo(text(pair.theirs.stream().toList()));
            assertThat(text(pair.ours.parallelStream().toList()))
                    .isEqualTo(text(pair.theirs.parallelStream().toList()));
            assertThat(text(pair.ours.stream().skip(1).limit(2).toList()))
                    .isEqualTo(text(pair.theirs.stream().skip(1).limit(2).toList()));
        });
    }

    private static String text(List<?> elements) {
        return elements.toString();
    }

    @TestFactory
    Stream<DynamicTest> arraysAndIteratorsAreTheSame() {
        return forEachPair(pair -> {
            assertThat(pair.ours.toArray()).hasSameSizeAs(pair.theirs.toArray());
            assertThat(text(List.of(pair.ours.toArray()))).isEqualTo(text(List.of(pair.theirs.toArray())));
            assertThat(pair.ours.toArray(new Object[0]).getClass()).isEqualTo(Object[].class);
            assertThat(pair.ours.toArray(Object[]::new)).hasSameSizeAs(pair.theirs.toArray());
            Iterator<?> each = pair.ours.iterator();
            pair.theirs.forEach(expected -> assertThat(each.next()).hasToString(expected.toString()));
            assertThat(each.hasNext()).isFalse();
        });
    }

    private static String outcome(Runnable call) {
        try {
            call.run();
            return "returned";
        } catch (RuntimeException thrown) {
            return thrown.getClass().getSimpleName();
        }
    }

    private static void sameForLists(Function<List<String>, Object> use) {
        List<String> ours = new ObservableList<>(ELEMENTS);
        List<String> theirs = new ArrayList<>(ELEMENTS);
        Object[] results = new Object[2];

        assertThat(outcome(() -> results[0] = use.apply(ours)))
                .isEqualTo(outcome(() -> results[1] = use.apply(theirs)));

        assertThat(results[0]).isEqualTo(results[1]);
        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void aPartsSpliteratorIsBoundWhenItIsFirstUsed() {
        sameForLists(list -> {
            List<String> part = list.subList(1, 3);
            Stream<String> stream = part.stream();
            part.add("late");
            return stream.toList();
        });
    }

    @Test
    void aPartsSpliteratorDetectsChanges() {
        sameForLists(list -> {
            List<String> part = list.subList(1, 3);
            part.spliterator().forEachRemaining(element -> list.add("x"));
            return null;
        });
        sameForLists(list -> {
            List<String> part = list.subList(1, 2);
            return part.spliterator().tryAdvance(element -> part.add("x"));
        });
        sameForLists(list -> {
            Spliterator<String> bound = list.subList(1, 3).spliterator();
            bound.estimateSize();
            list.remove(0);
            return bound.tryAdvance(element -> {});
        });
    }

    @Test
    void sortingAPartLeavesOtherPartsAndIteratorsValid() {
        sameForLists(list -> {
            List<String> other = list.subList(0, 1);
            Iterator<String> each = list.iterator();
            list.subList(1, 5).sort(null);
            return other.get(0) + each.next() + each.next();
        });
    }

    @Test
    void sortingAPartIsEmitted() {
        ObservableList<String> list = new ObservableList<>(ELEMENTS);
        List<String> copy = new ArrayList<>(list);
        list.changed().connect(change -> change.applyTo(copy));

        list.subList(1, 5).sort(null);

        assertThat(copy).isEqualTo(list).containsExactly("e", "a", "b", "c", "d");
    }

    @Test
    void anOutdatedPartFailsWhereThatOfAnArrayListFails() {
        List<Function<List<String>, Object>> uses = List.of(
                List::size,
                part -> part.subList(0, 1) == null,
                part -> part.subList(0, 1).size(),
                part -> part.addAll(List.of()),
                part -> part.addAll(List.of("x")),
                part -> part.indexOf("a"),
                part -> part.get(0),
                part -> part.get(9),
                part -> part.listIterator(9),
                part -> part.equals(List.of()),
                List::hashCode,
                List::toString,
                part -> part.toArray().length);
        for (Function<List<String>, Object> use : uses) {
            sameForLists(list -> {
                List<String> part = list.subList(1, 4);
                list.remove(4);
                return use.apply(part);
            });
        }
    }

    @Test
    void forEachRemainingDetectsAChangeAtTheLastElement() {
        for (int at = 0; at < ELEMENTS.size(); at++) {
            String changing = ELEMENTS.get(at);
            sameForLists(list -> {
                list.iterator().forEachRemaining(element -> {
                    if (element.equals(changing)) {
                        list.remove("b");
                    }
                });
                return null;
            });
            sameForLists(list -> {
                list.subList(0, 5).listIterator().forEachRemaining(element -> {
                    if (element.equals(changing)) {
                        list.add("x");
                    }
                });
                return null;
            });
        }
    }

    @Test
    void equalsAndHashCodeDetectChangesByElements() {
        class Changing {
            List<Object> list;

            @Override
            public boolean equals(Object other) {
                list.add("x");
                return true;
            }

            @Override
            public int hashCode() {
                list.add("x");
                return 0;
            }
        }
        for (Function<List<Object>, List<Object>> use :
                List.<Function<List<Object>, List<Object>>>of(list -> list, list -> list.subList(0, 1))) {
            for (List<Object> list : List.of(new ObservableList<>(), new ArrayList<>())) {
                Changing element = new Changing();
                element.list = list;
                list.add(element);

                assertThatExceptionOfType(ConcurrentModificationException.class)
                        .as(list.getClass().toString())
                        .isThrownBy(() -> use.apply(list).hashCode());
                assertThatExceptionOfType(ConcurrentModificationException.class)
                        .as(list.getClass().toString())
                        .isThrownBy(() -> use.apply(list).equals(List.of("a")));
            }
        }
    }

    @Test
    void viewsOfAMapDetectChangesInForEach() {
        List<Function<Map<String, Integer>, Collection<?>>> views = List.of(Map::keySet, Map::values, Map::entrySet);
        for (Function<Map<String, Integer>, Collection<?>> view : views) {
            for (Map<String, Integer> map :
                    List.<Map<String, Integer>>of(new ObservableMap<>(), new LinkedHashMap<>())) {
                map.put("a", 1);

                assertThatExceptionOfType(ConcurrentModificationException.class)
                        .isThrownBy(() -> view.apply(map).forEach(each -> map.put("b", 2)));
            }
        }
    }

    @Test
    void setValueCallsNoMethodOfKeys() {
        Unruly key = new Unruly(1);
        ObservableMap<Unruly, String> map = new ObservableMap<>(Map.of(key, "old"));
        List<Object> emitted = new ArrayList<>();
        map.itemSet().connect(change -> emitted.add(change.newValue()));
        Map.Entry<Unruly, String> entry = map.entrySet().iterator().next();
        Unruly.arm(1, () -> {
            throw new IllegalStateException("staged");
        });

        String old = entry.setValue("new");
        boolean called = Unruly.disarm();

        assertThat(old).isEqualTo("old");
        assertThat(called).isFalse();
        assertThat(emitted).containsExactly("new");
    }

    @Test
    void functionsThatSetOtherElementsLoseNothing() {
        sameForLists(list -> {
            list.replaceAll(element -> {
                if (element.equals("b")) {
                    list.set(0, "set before");
                    list.set(4, "set after");
                }
                return element + "!";
            });
            return null;
        });
        Map<String, Integer> ours = new ObservableMap<>();
        Map<String, Integer> theirs = new LinkedHashMap<>();
        for (Map<String, Integer> map : List.of(ours, theirs)) {
            ELEMENTS.forEach(element -> map.put(element, 1));
            map.replaceAll((key, value) -> {
                if (key.equals("b")) {
                    map.put("e", 10);
                    map.put("c", 20);
                }
                return value + 1;
            });
        }

        assertThat(ours).isEqualTo(theirs).containsEntry("e", 10).containsEntry("c", 21);
    }

    @Test
    void aComparatorThatSetsAnElementLosesNothing() {
        ObservableList<String> list = new ObservableList<>(ELEMENTS);
        List<String> copy = new ArrayList<>(list);
        list.changed().connect(change -> change.applyTo(copy));
        boolean[] done = {false};

        list.sort((a, b) -> {
            if (!done[0]) {
                done[0] = true;
                list.set(0, "set");
            }
            return a.compareTo(b);
        });

        assertThat(list).containsExactly("a", "b", "c", "d", "set");
        assertThat(copy).isEqualTo(list);
    }

    @Test
    void aComparatorThatConnectsTheFirstObserverIsFollowedByTheSort() {
        ObservableList<String> list = new ObservableList<>(List.of("b", "a", "b", "a", "c"));
        List<String> copy = new ArrayList<>();

        list.sort((a, b) -> {
            if (copy.isEmpty()) {
                list.connectWithSnapshot(copy::addAll, change -> change.applyTo(copy));
            }
            return a.compareTo(b);
        });

        assertThat(copy).isEqualTo(list).containsExactly("a", "a", "b", "b", "c");
    }

    @Test
    void viewsOfAMapAreSetsAndNoneIsSerializable() {
        ObservableMap<String, Integer> map = new ObservableMap<>(Map.of("a", 1));

        assertThat(map.keySet()).isInstanceOf(Set.class).isNotInstanceOf(Serializable.class);
        assertThat(map.values()).isNotInstanceOf(Serializable.class);
        assertThat(new ObservableList<>(ELEMENTS).subList(0, 1)).isNotInstanceOf(Serializable.class);
    }
}
