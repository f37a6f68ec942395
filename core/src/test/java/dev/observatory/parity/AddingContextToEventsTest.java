package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.event.Event;
import dev.observatory.event.EventCall;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.Extra;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** The chapter "Adding Context to Events". */
class AddingContextToEventsTest {
    private final List<EventData> received = Collections.synchronizedList(new ArrayList<>());

    static final class Tagged {
        @Event(extra = @Extra(key = "project", value = "SuperProject"))
        void myEvent() {}

        @Event(elevated = true)
        void elevatedEvent() {}
    }

    private void call(EventPoint event) {
        EventCall call = event.begin(new Tagged());
        if (call != null) {
            call.complete(null);
        }
    }

    @Test
    void extraIsSharedByAllCallsOfAnEvent() {
        EventPoint myEvent = Events.of(Tagged.class, "myEvent");
        try (Subscription subscription = myEvent.completed().connect(received::add)) {
            assertThat(subscription.isOpen()).isTrue();
            call(myEvent);
            call(myEvent);
        }

        assertThat(received.get(0).extra()).isEqualTo(Map.of("project", "SuperProject"));
        assertThat(received.get(1).extra()).isSameAs(received.get(0).extra());
        assertThat(received.get(0).elevated()).isFalse();
    }

    @Test
    void tagsAreAssignedToOneExecution() throws Exception {
        EventPoint myEvent = Events.define("myEvent");
        myEvent.completed().connect(received::add);

        for (String assetName : List.of("chair", "table")) {
            myEvent.call(() -> {
                Events.tag("asset", assetName);
                return null;
            });
        }
        myEvent.call(() -> null);

        assertThat(received)
                .extracting(EventData::tags)
                .containsExactly(Map.of("asset", "chair"), Map.of("asset", "table"), Map.of());
    }

    @Test
    void tagsSurviveACallInsideTheCall() throws Exception {
        EventPoint outer = Events.define("outer");
        EventPoint inner = Events.define("inner");
        outer.completed().connect(received::add);
        inner.completed().connect(received::add);

        outer.call(() -> {
            Events.tag("where", "outer");
            return inner.call(() -> {
                Events.tag("where", "inner");
                return null;
            });
        });

        assertThat(received)
                .extracting(EventData::tags)
                .containsExactly(Map.of("where", "inner"), Map.of("where", "outer"));
    }

    @Test
    void threadsThatRunTheSameEventKeepTheirTags() throws Exception {
        EventPoint myEvent = Events.define("myEvent");
        CyclicBarrier bothAreTagged = new CyclicBarrier(2);
        myEvent.completed().connect(received::add);

        Together.run(() -> callTagged(myEvent, "one", bothAreTagged), () -> callTagged(myEvent, "two", bothAreTagged));

        assertThat(received)
                .extracting(EventData::tags)
                .containsExactlyInAnyOrder(Map.of("asset", "one"), Map.of("asset", "two"));
    }

    private static void callTagged(EventPoint event, String asset, CyclicBarrier bothAreTagged) throws Exception {
        event.call(() -> {
            Events.tag("asset", asset);
            return bothAreTagged.await();
        });
    }

    @Test
    void anElevatedEventIsElevatedInAllItsData() {
        EventPoint elevated = Events.of(Tagged.class, "elevatedEvent");
        try (Subscription before = elevated.aboutToRun().connect(received::add);
                Subscription after = elevated.exited().connect(received::add)) {
            assertThat(before.isOpen() && after.isOpen()).isTrue();
            call(elevated);
        }

        assertThat(received).hasSize(2).allMatch(EventData::elevated);
    }
}
