package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever elements and functions do in the middle of a call, the records of the changes stay complete. */
@SuppressWarnings({"ReturnValueIgnored", "UnnecessaryLambda"}) // Calls are made for what they change.
class MisbehaviourTest {
    private static final int SIZE = 6;
    private static final Comparator<Unruly> BACKWARDS = (a, b) -> Integer.compare(b.id(), a.id());
    private static final Predicate<Unruly> EVEN = element -> element.id() % 2 == 0;

    private static List<Unruly> elements(int... ids) {
        return IntStream.of(ids).mapToObj(Unruly::new).toList();
    }

    private static List<Unruly> firstElements() {
        return elements(IntStream.range(0, SIZE).toArray());
    }

    /** A collection that calls code of its elements whenever it is read. */
    private static List<Unruly> careless(int... ids) {
        return new ArrayList<>(elements(ids)) {
            private static final long serialVersionUID = 1;

            @Override
            public Object[] toArray() {
                forEach(Unruly::id);
                return super.toArray();
            }

            @Override
            public boolean contains(Object element) {
                Unruly.called();
                return super.contains(element);
            }
        };
    }

    /** Returns whether a set, or the keys of a map, do not contain exactly what they iterate over, or not as many. */
    private static boolean isContradictory(Set<Unruly> elements) {
        Set<Integer> iterated = new TreeSet<>();
        elements.forEach(element -> iterated.add(element.id()));
        Set<Integer> contained = new TreeSet<>();
        for (int id = 0; id < 100; id++) {
            if (elements.contains(new Unruly(id))) {
                contained.add(id);
            }
        }
        return elements.size() != iterated.size() || !contained.equals(iterated);
    }

    private static Object done(Runnable call) {
        call.run();
        return null;
    }

    /** Holds the copies of one collection, and the changes to replay on each. */
    private abstract static class Observed<T, C> implements Misbehaviour.Subject<T> {
        final T collection;
        private final List<T> copies = new ArrayList<>();
        private final List<List<C>> changes = new ArrayList<>();

        Observed(T collection, boolean observed) {
            this.collection = collection;
            if (observed) {
                connect();
            }
        }

        @Override
        public final void connect() {
            List<C> received = new ArrayList<>();
            T scratch = copyOf(collection);
            copies.add(copyOf(collection));
            changes.add(received);
            // Replay hashes elements. What throws there is this observer's own failure: it must not lose the record,
            // which is replayed on the copy later.
            observe(change -> {
                received.add(change);
                replay(change, scratch);
            });
        }

        abstract T copyOf(T any);

        abstract void observe(Consumer<C> observer);

        abstract void replay(C change, T copy);

        @Override
        public T collection() {
            return collection;
        }

        abstract List<Object> contentsOf(T any);

        @Override
        public List<List<Object>> contents() {
            List<List<Object>> all = new ArrayList<>();
            all.add(contentsOf(collection));
            for (int i = 0; i < copies.size(); i++) {
                T copy = copies.get(i);
                changes.get(i).forEach(change -> replay(change, copy));
                changes.get(i).clear();
                all.add(contentsOf(copy));
            }
            return all;
        }
    }

    private static final class ObservedList extends Observed<List<Unruly>, ListChange<Unruly>> {
        ObservedList(boolean observed) {
            super(new ObservableList<>(firstElements()), observed);
        }

        @Override
        List<Unruly> copyOf(List<Unruly> any) {
            return new ArrayList<>(any);
        }

        @Override
        void observe(Consumer<ListChange<Unruly>> observer) {
            ((ObservableList<Unruly>) collection).changed().connect(observer);
        }

        @Override
        void replay(ListChange<Unruly> change, List<Unruly> copy) {
            change.applyTo(copy);
        }

        @Override
        List<Object> contentsOf(List<Unruly> any) {
            return new ArrayList<>(any);
        }

        @Override
        public void addOne() {
            collection.add(0, new Unruly(99));
        }

        @Override
        public boolean isDamaged() {
            return false;
        }
    }

    private static final class ObservedSet extends Observed<Set<Unruly>, SetChange<Unruly>> {
        ObservedSet(boolean observed) {
            super(new ObservableSet<>(firstElements()), observed);
        }

        @Override
        Set<Unruly> copyOf(Set<Unruly> any) {
            return new LinkedHashSet<>(any);
        }

        @Override
        void observe(Consumer<SetChange<Unruly>> observer) {
            ((ObservableSet<Unruly>) collection).changed().connect(observer);
        }

        @Override
        void replay(SetChange<Unruly> change, Set<Unruly> copy) {
            change.applyTo(copy);
        }

        @Override
        List<Object> contentsOf(Set<Unruly> any) {
            return new ArrayList<>(any);
        }

        @Override
        public void addOne() {
            collection.add(new Unruly(99));
        }

        @Override
        public boolean isDamaged() {
            return isContradictory(collection);
        }
    }

    private static Map<Unruly, Unruly> firstEntries() {
        Map<Unruly, Unruly> entries = new LinkedHashMap<>();
        firstElements().forEach(element -> entries.put(element, new Unruly(10 + element.id())));
        return entries;
    }

    private static final class ObservedMap extends Observed<Map<Unruly, Unruly>, MapChange<Unruly, Unruly>> {
        ObservedMap(boolean observed) {
            super(new ObservableMap<>(firstEntries()), observed);
        }

        @Override
        Map<Unruly, Unruly> copyOf(Map<Unruly, Unruly> any) {
            return new LinkedHashMap<>(any);
        }

        @Override
        void observe(Consumer<MapChange<Unruly, Unruly>> observer) {
            ((ObservableMap<Unruly, Unruly>) collection).changed().connect(observer);
        }

        @Override
        void replay(MapChange<Unruly, Unruly> change, Map<Unruly, Unruly> copy) {
            change.applyTo(copy);
        }

        @Override
        List<Object> contentsOf(Map<Unruly, Unruly> any) {
            List<Object> contents = new ArrayList<>();
            any.forEach((key, value) -> {
                contents.add(key);
                contents.add(value);
            });
            return contents;
        }

        @Override
        public void addOne() {
            collection.put(new Unruly(99), new Unruly(98));
        }

        @Override
        public boolean isDamaged() {
            return isContradictory(collection.keySet());
        }
    }

    private static void collectionOperations(Map<String, Function<Collection<Unruly>, Object>> all) {
        all.put("contains", each -> each.contains(new Unruly(3)));
        all.put("remove", each -> each.remove(new Unruly(3)));
        all.put("remove what is absent", each -> each.remove(new Unruly(33)));
        all.put("removeAll", each -> each.removeAll(careless(1, 3, 5)));
        all.put("removeAll of many", each -> each.removeAll(careless(1, 3, 5, 21, 22, 23, 24, 25)));
        all.put("retainAll", each -> each.retainAll(careless(1, 3, 5)));
        all.put("removeIf", each -> each.removeIf(EVEN));
        all.put("hashCode", Object::hashCode);
        all.put("toString", Object::toString);
        all.put("forEach", each -> done(() -> each.forEach(Unruly::id)));
        all.put("stream", each -> each.stream().filter(EVEN).count());
        all.put("iterator", each -> done(() -> each.iterator().forEachRemaining(Unruly::id)));
    }

    private static Map<String, Function<List<Unruly>, Object>> listOperations() {
        Map<String, Function<List<Unruly>, Object>> all = new TreeMap<>();
        Map<String, Function<Collection<Unruly>, Object>> ofCollections = new TreeMap<>();
        collectionOperations(ofCollections);
        ofCollections.forEach((name, operation) -> all.put(name, operation::apply));
        all.put("indexOf", list -> list.indexOf(new Unruly(3)));
        all.put("lastIndexOf", list -> list.lastIndexOf(new Unruly(1)));
        all.put("addAll", list -> list.addAll(careless(7, 8)));
        all.put("addAll at the start", list -> list.addAll(0, careless(7, 8)));
        all.put("replaceAll", list -> done(() -> list.replaceAll(each -> EVEN.test(each) ? new Unruly(50) : each)));
        all.put("sort", list -> done(() -> list.sort(null)));
        all.put("sort backwards", list -> done(() -> list.sort(BACKWARDS)));
        all.put("equals", list -> list.equals(elements(0, 1, 2, 3, 4, 5)));
        Map<String, Function<List<Unruly>, Object>> parts = new TreeMap<>();
        all.forEach((name, operation) -> {
            parts.put("part: " + name, list -> operation.apply(list.subList(1, list.size() - 1)));
            if (Mutators.of(List.class).contains("reversed()")) {
                parts.put("reversed: " + name, list -> operation.apply(reversed(list)));
            }
        });
        all.putAll(parts);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Unruly> reversed(List<Unruly> list) {
        return (List<Unruly>) Mutators.call(List.class, list, "reversed");
    }

    private static Map<String, Function<Set<Unruly>, Object>> setOperations() {
        Map<String, Function<Set<Unruly>, Object>> all = new TreeMap<>();
        Map<String, Function<Collection<Unruly>, Object>> ofCollections = new TreeMap<>();
        collectionOperations(ofCollections);
        ofCollections.forEach((name, operation) -> all.put(name, operation::apply));
        all.put("add", set -> set.add(new Unruly(7)));
        all.put("add what is present", set -> set.add(new Unruly(5)));
        all.put("addAll", set -> set.addAll(careless(7, 2, 8, 9)));
        all.put("equals", set -> set.equals(Set.copyOf(elements(0, 1, 2, 3, 4, 5))));
        return all;
    }

    private static Map<String, Function<Map<Unruly, Unruly>, Object>> mapOperations() {
        Map<String, Function<Map<Unruly, Unruly>, Object>> all = new TreeMap<>();
        Map<String, Function<Collection<Unruly>, Object>> ofCollections = new TreeMap<>();
        collectionOperations(ofCollections);
        ofCollections.forEach((name, operation) -> {
            all.put("keys: " + name, map -> operation.apply(map.keySet()));
            all.put("values: " + name, map -> operation.apply(map.values()));
        });
        for (int id : new int[] {3, 33}) {
            String of = " of [" + id + "]";
            BiFunction<Unruly, Unruly, Unruly> compute = (key, value) -> new Unruly(40 + key.id());
            all.put("get" + of, map -> map.get(new Unruly(id)));
            all.put("put" + of, map -> map.put(new Unruly(id), new Unruly(41)));
            all.put("remove" + of, map -> map.remove(new Unruly(id)));
            all.put("remove value" + of, map -> map.remove(new Unruly(id), new Unruly(10 + id)));
            all.put("putIfAbsent" + of, map -> map.putIfAbsent(new Unruly(id), new Unruly(41)));
            all.put("computeIfAbsent" + of, map -> map.computeIfAbsent(new Unruly(id), key -> compute.apply(key, key)));
            all.put("computeIfPresent" + of, map -> map.computeIfPresent(new Unruly(id), compute));
            all.put("compute" + of, map -> map.compute(new Unruly(id), compute));
            all.put(
                    "compute null" + of,
                    map -> map.compute(new Unruly(id), (key, value) -> {
                        Unruly.called();
                        return null;
                    }));
            all.put("merge" + of, map -> map.merge(new Unruly(id), new Unruly(41), compute));
            all.put("replace" + of, map -> map.replace(new Unruly(id), new Unruly(41)));
            all.put("replace value" + of, map -> map.replace(new Unruly(id), new Unruly(10 + id), new Unruly(41)));
        }
        all.put(
                "putAll",
                map -> done(() -> {
                    Map<Unruly, Unruly> more = new LinkedHashMap<>();
                    careless(7, 2, 8, 9).forEach(key -> more.put(key, new Unruly(42)));
                    map.putAll(more);
                }));
        all.put("replaceAll", map -> done(() -> map.replaceAll((key, value) -> EVEN.test(key) ? key : value)));
        all.put("forEach", map -> done(() -> map.forEach((key, value) -> key.id())));
        all.put("equals", map -> map.equals(firstEntries()));
        all.put("entries: forEach", map -> done(() -> map.entrySet().forEach(Map.Entry::hashCode)));
        all.put("entries: contains", map -> map.entrySet().contains(Map.entry(new Unruly(3), new Unruly(13))));
        all.put("entries: remove", map -> map.entrySet().remove(Map.entry(new Unruly(3), new Unruly(13))));
        all.put("entries: removeIf", map -> map.entrySet().removeIf(entry -> EVEN.test(entry.getKey())));
        all.put("entries: removeAll", map -> map.entrySet()
                .removeAll(List.of(Map.entry(new Unruly(3), new Unruly(13)), "other")));
        all.put(
                "entries: setValue",
                map -> done(() -> map.entrySet().forEach(entry -> {
                    entry.setValue(new Unruly(60));
                    entry.getKey().id();
                })));
        return all;
    }

    @Test
    void aListRecordsEverything() {
        Map<String, Consumer<List<Unruly>>> changes = new TreeMap<>();
        changes.put("adds an element", list -> list.add(1, new Unruly(70)));
        changes.put("removes an element", list -> list.remove(0));
        changes.put("sets the first element", list -> list.set(0, new Unruly(71)));
        changes.put("sets the last element", list -> list.set(list.size() - 1, new Unruly(72)));
        changes.put("clears", List::clear);
        changes.put("trims", list -> {
            if (list instanceof ObservableList<Unruly> ours) {
                list.remove(list.size() - 1);
                ours.trimToSize();
            }
        });
        Misbehaviour<List<Unruly>> run =
                new Misbehaviour<>(ObservedList::new, size -> new ArrayList<>(firstElements()), changes);

        int happened = 0;
        for (Map.Entry<String, Function<List<Unruly>, Object>> each :
                listOperations().entrySet()) {
            happened += run.run(each.getKey(), each.getValue());
        }

        assertThat(happened).isGreaterThan(5_000);
        assertThat(run.damaged()).isZero();
    }

    @Test
    void aSetRecordsEverything() {
        Map<String, Consumer<Set<Unruly>>> changes = new TreeMap<>();
        changes.put("adds an element", set -> set.add(new Unruly(70)));
        changes.put("removes an element", set -> set.remove(new Unruly(0)));
        changes.put("adds what a call removes", set -> set.add(new Unruly(1)));
        changes.put("moves an element", set -> {
            set.remove(new Unruly(2));
            set.add(new Unruly(2));
        });
        changes.put("clears", Set::clear);
        Misbehaviour<Set<Unruly>> run =
                new Misbehaviour<>(ObservedSet::new, size -> new LinkedHashSet<>(firstElements()), changes);

        int happened = 0;
        for (Map.Entry<String, Function<Set<Unruly>, Object>> each :
                setOperations().entrySet()) {
            happened += run.run(each.getKey(), each.getValue());
        }

        assertThat(happened).isGreaterThan(2_000);
        assertThat(run.damaged()).isLessThan(happened / 20);
    }

    @Test
    void aMapRecordsEverything() {
        Map<String, Consumer<Map<Unruly, Unruly>>> changes = new TreeMap<>();
        changes.put("puts a new key", map -> map.put(new Unruly(70), new Unruly(71)));
        changes.put("puts a value", map -> map.put(new Unruly(1), new Unruly(72)));
        changes.put("puts a value of the same key", map -> map.put(new Unruly(3), new Unruly(73)));
        changes.put("removes a key", map -> map.remove(new Unruly(0)));
        changes.put("removes the same key", map -> map.remove(new Unruly(3)));
        changes.put("clears", Map::clear);
        Misbehaviour<Map<Unruly, Unruly>> run = new Misbehaviour<>(ObservedMap::new, size -> firstEntries(), changes);

        int happened = 0;
        for (Map.Entry<String, Function<Map<Unruly, Unruly>, Object>> each :
                mapOperations().entrySet()) {
            happened += run.run(each.getKey(), each.getValue());
        }

        assertThat(happened).isGreaterThan(5_000);
        assertThat(run.damaged()).isLessThan(happened / 20);
    }

    /** Why the tables leave out what is damaged. */
    @Test
    void aStandardMapIsDamagedByAKeyThatChangesItInTheMiddleOfAPut() {
        Map<Unruly, Unruly> standard = firstEntries();
        Unruly.arm(3, standard::clear);

        standard.put(new Unruly(33), new Unruly(41));

        assertThat(Unruly.disarm()).isTrue();
        assertThat(isContradictory(standard.keySet())).isTrue();
    }
}
