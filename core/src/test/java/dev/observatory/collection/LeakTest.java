package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.hook.Hook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Removed elements, emitted changes and closed observers are collectable while the collection is reachable. */
class LeakTest {
    private final ObservableList<Object> list = new ObservableList<>();
    private final ObservableMap<Object, Object> map = new ObservableMap<>();
    private final ObservableSet<Object> set = new ObservableSet<>();

    private static <T> void observe(Hook<Consumer<T>> hook) {
        hook.connect(change -> assertThat(change).isNotNull());
    }

    @Test
    void anElementRemovedFromAListIsCollectable() {
        observe(list.changed());
        observe(list.popped());
        list.add("stays");
        Garbage.Watch element = inAndOutOfList();

        element.await();
        assertThat(list).containsExactly("stays");
    }

    private Garbage.Watch inAndOutOfList() {
        Object element = new Object();
        list.add(element);
        list.remove(1);
        list.add(0, element);
        list.set(0, "other");
        list.remove("other");
        return Garbage.watch(element);
    }

    @Test
    void aValueRemovedFromAMapIsCollectable() {
        observe(map.changed());
        Garbage.Watch value = inAndOutOfMap();

        value.await();
        assertThat(map).isEmpty();
    }

    private Garbage.Watch inAndOutOfMap() {
        Object value = new Object();
        map.put(value, value);
        map.remove(value);
        map.put("key", value);
        map.put("key", "other");
        map.clear();
        return Garbage.watch(value);
    }

    @Test
    void anElementRemovedFromASetIsCollectable() {
        observe(set.changed());
        Garbage.Watch element = inAndOutOfSet();

        element.await();
        assertThat(set).isEmpty();
    }

    private Garbage.Watch inAndOutOfSet() {
        Object element = new Object();
        set.add(element);
        set.remove(element);
        set.addAll(List.of(element, "other"));
        set.clear();
        return Garbage.watch(element);
    }

    @Test
    void theElementsOfABatchAreCollectable() {
        observe(list.changed());
        Garbage.Watch element = inAndOutInABatch();

        element.await();
        assertThat(list).isEmpty();
    }

    private Garbage.Watch inAndOutInABatch() {
        Object element = new Object();
        list.batch(() -> {
            list.add(element);
            list.clear();
        });
        return Garbage.watch(element);
    }

    @Test
    void anElementThatAnObserverAddedAndRemovedIsCollectable() {
        List<Object> handOver = new ArrayList<>();
        list.changed().connect(change -> {
            if (!handOver.isEmpty()) {
                list.set(0, handOver.remove(0));
                list.clear();
            }
        });
        Garbage.Watch element = changedByObserver(handOver);

        element.await();
        assertThat(list).isEmpty();
    }

    private Garbage.Watch changedByObserver(List<Object> handOver) {
        Object element = new Object();
        handOver.add(element);
        list.add("first");
        return Garbage.watch(element);
    }

    @Test
    void anObserverWithAClosedSubscriptionIsCollectable() {
        Garbage.Watch observer = closedObserver();
        list.add("after");

        observer.await();
    }

    private Garbage.Watch closedObserver() {
        List<Object> received = new ArrayList<>();
        Consumer<ListChange<Object>> observer = received::add;
        Subscription subscription = list.changed().connect(observer);
        list.add("before");
        subscription.close();
        return Garbage.watch(observer);
    }

    @Test
    void aCollectionIsCollectableThoughItsObserverIsReachable() {
        List<Object> received = new ArrayList<>();
        Garbage.Watch collection = observedBy(received::add);

        collection.await();
        assertThat(received).hasSize(1);
    }

    private static Garbage.Watch observedBy(Consumer<Object> observer) {
        ObservableList<Object> forgotten = new ObservableList<>();
        forgotten.changed().connect(observer::accept);
        forgotten.add("one");
        return Garbage.watch(forgotten);
    }
}
