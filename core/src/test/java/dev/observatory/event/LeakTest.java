package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.Throwaway;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Events keep nothing alive: neither objects nor observers nor what was passed, nor the classes that they belong to. */
class LeakTest {
    private final EventPoint open = Events.of(Door.class, "open");

    static final class Door {
        @Event
        void open() {}
    }

    /** For a class loader of its own. */
    static final class Passing {
        @Event
        void pass() {}
    }

    private Garbage.Watch[] boundAndCalled(Consumer<EventData> observer) {
        Door door = new Door();
        EventPoint bound = open.bind(door);
        bound.completed().connect(observer);
        EventCall call = open.begin(door);
        if (call != null) {
            call.complete(null);
        }
        return new Garbage.Watch[] {Garbage.watch(door), Garbage.watch(bound)};
    }

    @Test
    void anObjectWhoseCallsAreObservedIsGarbageAndThenItsEventAndItsObservers() {
        List<EventStatus> heard = new ArrayList<>();
        Garbage.Watch[] watched = boundAndCalled(data -> heard.add(data.status()));

        watched[0].await();
        EventCall unheard = open.begin(new Door());
        watched[1].await();

        assertThat(heard).containsExactly(EventStatus.COMPLETED);
        assertThat(unheard).isNotNull();
        assertThat(open.isObserved()).isFalse();
        assertThat(open.begin(new Door())).isNull();
    }

    @Test
    void anObserverWhoseSubscriptionIsClosedIsGarbage() {
        closedObserver().await();
    }

    private Garbage.Watch closedObserver() {
        List<EventData> heard = new ArrayList<>();
        Consumer<EventData> observer = heard::add;
        Subscription own = open.completed().connect(observer);
        Subscription any = Events.any(EventStatus.EXITED).connect(observer);
        own.close();
        any.close();
        return Garbage.watch(observer);
    }

    @Test
    void whatACallWasPassedAndReturnedAndTaggedIsGarbageWhenItIsOver() throws Exception {
        EventPoint event = Events.define("event");
        event.exited().connect(data -> assertThat(data.tags()).isNotEmpty());
        List<Garbage.Watch> watched = calledWith(event);

        watched.forEach(Garbage.Watch::await);
        assertThat(Events.current()).isEmpty();
    }

    private List<Garbage.Watch> calledWith(EventPoint event) throws Exception {
        Object tag = new Object();
        Object item = new Object();
        Object result = event.call(() -> {
            Events.tag("tag", tag);
            for (Object each : Events.track(List.of(item))) {
                assertThat(each).isSameAs(item);
            }
            return new Object();
        });
        return List.of(Garbage.watch(tag), Garbage.watch(item), Garbage.watch(result));
    }

    @Test
    void aCallWhoseStageNeverEndsIsGarbageWithTheStage() throws Exception {
        EventPoint event = Events.define("event");
        event.exited().connect(data -> assertThat(data).isNotNull());
        Garbage.Watch stage = stageThatNeverEnds(event);

        stage.await();
    }

    private Garbage.Watch stageThatNeverEnds(EventPoint event) throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        assertThat(event.call(() -> stage)).isSameAs(stage);
        return Garbage.watch(stage);
    }

    @Test
    void anEventThatWasDefinedIsGarbageThoughAllEventsAreObserved() {
        try (Subscription any = Events.any(EventStatus.COMPLETED).connect(data -> {})) {
            assertThat(any.isOpen()).isTrue();
            Garbage.watch(Events.define("forgotten")).await();
        }
    }

    @Test
    void aClassLoaderWhoseEventsWereObservedIsGarbage() throws Exception {
        try (Subscription any = Events.any(EventStatus.COMPLETED).connect(data -> {})) {
            assertThat(any.isOpen()).isTrue();

            observedAndCalledInItsOwnLoader().await();
        }
    }

    private Garbage.Watch observedAndCalledInItsOwnLoader() throws Exception {
        Class<?> type = Throwaway.load(Passing.class);
        Object object = Throwaway.instanceOf(type);
        EventPoint pass = Events.of(type, "pass");
        EventPoint bound = pass.bind(object);
        List<Object> heard = new ArrayList<>();
        pass.completed().connect(heard::add);
        bound.completed().connect(heard::add);
        EventWeaving.link(type, "pass", "()V", "");
        EventCall call = pass.begin(object);
        assertThat(call).isNotNull();
        call.tag("object", object);
        call.complete(object);
        assertThat(heard).hasSize(2);
        return Garbage.watch(type.getClassLoader());
    }
}
