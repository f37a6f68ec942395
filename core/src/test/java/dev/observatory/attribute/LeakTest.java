package dev.observatory.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.Throwaway;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Attributes keep nothing reachable: neither targets, observers nor values, nor the classes that declare the fields. */
class LeakTest {
    private final Attribute<Object> content = Attributes.of(Box.class, "content");

    static final class Box {
        @ObservableAttr
        Object content;
    }

    /** For a class loader of its own. */
    static final class Passing {
        @ObservableAttr
        Object content;
    }

    @Test
    void anObservedTargetIsCollectableAndThenItsAttributeAndItsObservers() {
        List<Object> received = new ArrayList<>();
        Garbage.Watch[] watched = boundAndAssigned(assignment -> received.add(assignment.name()));

        watched[0].await();
        AttributeWeaving.emit(content, new Box(), null, "another", false);
        watched[1].await();

        assertThat(received).containsExactly("content");
    }

    private Garbage.Watch[] boundAndAssigned(Consumer<Assignment<Object>> observer) {
        Box box = new Box();
        Attribute<Object> bound = content.bind(box);
        bound.assigned().connect(observer);
        AttributeWeaving.emit(content, box, null, "first", false);
        return new Garbage.Watch[] {Garbage.watch(box), Garbage.watch(bound)};
    }

    @Test
    void anObserverWithAClosedSubscriptionIsCollectable() {
        closedObserver().await();
    }

    private Garbage.Watch closedObserver() {
        List<Object> received = new ArrayList<>();
        Consumer<Assignment<Object>> observer = received::add;
        Subscription subscription = content.assigned().connect(observer);
        AttributeWeaving.emit(content, new Box(), null, "heard", false);
        subscription.close();
        return Garbage.watch(observer);
    }

    @Test
    void anAssignedValueIsCollectableOnceTheFieldReleasesIt() {
        try (Subscription subscription = content.assigned().connect(assignment -> {})) {
            assertThat(subscription.isOpen()).isTrue();

            assigned().await();
        }
    }

    private Garbage.Watch assigned() {
        Object value = new Object();
        AttributeWeaving.emit(content, new Box(), null, value, false);
        return Garbage.watch(value);
    }

    @Test
    void aClassLoaderWithObservedAttributesIsCollectable() throws Exception {
        observedInItsOwnLoader().await();
    }

    private Garbage.Watch observedInItsOwnLoader() throws Exception {
        Class<?> type = Throwaway.load(Passing.class);
        Object object = Throwaway.instanceOf(type);
        Attribute<Object> attribute = Attributes.of(type, "content");
        List<Object> received = new ArrayList<>();
        attribute.assigned().connect(received::add);
        attribute.bind(object).assigned().connect(received::add);
        AttributeWeaving.emit(attribute, object, null, object, false);
        assertThat(received).hasSize(2);
        return Garbage.watch(type.getClassLoader());
    }
}
