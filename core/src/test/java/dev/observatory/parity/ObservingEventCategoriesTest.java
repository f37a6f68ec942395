package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chapter "Observing event categories". */
class ObservingEventCategoriesTest {
    private static final List<String> OUTPUT = new ArrayList<>();
    private final EventPoint eventOne = Events.define("eventOne");
    private final EventPoint eventTwo = Events.define("eventTwo");
    private final List<Subscription> open = new ArrayList<>();

    @BeforeEach
    void forget() {
        OUTPUT.clear();
    }

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(Events.any(EventStatus.COMPLETED).isObserved()).isFalse();
    }

    static final class Observers {
        @Observes(status = EventStatus.COMPLETED)
        static void onAnyEventCompleted(EventData eventData) {
            OUTPUT.add(eventData.name() + " completed");
        }
    }

    private void callBoth() throws Exception {
        eventOne.call(() -> null);
        eventTwo.call(() -> null);
    }

    @Test
    void aTaggedMethodObservesEveryEventOfAStatus() throws Exception {
        open.add(Events.register(Observers.class));

        callBoth();

        assertThat(OUTPUT).containsExactly("eventOne completed", "eventTwo completed");
    }

    @Test
    void aGlobalHookEmitsForEveryEventOfAStatus() throws Exception {
        open.add(Events.any(EventStatus.COMPLETED).connect(data -> OUTPUT.add("any: " + data.name())));

        callBoth();

        assertThat(OUTPUT).containsExactly("any: eventOne", "any: eventTwo");
    }

    @Test
    void anObserverConnectedByAGlobalObserverMissesTheCurrentEvent() throws Exception {
        open.add(Events.any(EventStatus.COMPLETED).connect(data -> {
            OUTPUT.add("first: " + data.name());
            if (open.size() == 1) {
                open.add(Events.any(EventStatus.COMPLETED).connect(later -> OUTPUT.add("second: " + later.name())));
            }
        }));

        callBoth();

        assertThat(OUTPUT).containsExactly("first: eventOne", "first: eventTwo", "second: eventTwo");
    }

    @Test
    void aGlobalObserverThatThrowsAffectsNeitherTheProgramNorOthers() throws Exception {
        open.add(Events.any(EventStatus.COMPLETED).connect(data -> {
            throw new IllegalStateException("observer");
        }));
        open.add(Events.any(EventStatus.COMPLETED).connect(data -> OUTPUT.add("any: " + data.name())));

        callBoth();

        assertThat(OUTPUT).containsExactly("any: eventOne", "any: eventTwo");
    }

    @Test
    void disconnectingOneObserverLeavesTheOthersConnected() throws Exception {
        Consumer<EventData> mine = data -> OUTPUT.add("mine");
        Subscription own = Events.any(EventStatus.COMPLETED).connect(mine);
        open.add(Events.any(EventStatus.COMPLETED).connect(data -> OUTPUT.add("theirs")));

        own.close();
        eventOne.call(() -> null);

        assertThat(OUTPUT).containsExactly("theirs");
    }
}
