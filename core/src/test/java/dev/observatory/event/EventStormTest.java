package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Observers of single objects, of an event and of all events come and go while several threads call. */
class EventStormTest {
    private static final int CALLS = 10_000;
    private static final int CHURNS = 5_000;
    private final EventPoint fire = Events.of(Cannon.class, "fire");
    private final Cannon one = new Cannon();
    private final Cannon two = new Cannon();
    private final List<Subscription> open = new ArrayList<>();

    static final class Cannon {
        @Event
        void fire() {}
    }

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(fire.isObserved()).isFalse();
    }

    private void call(Cannon cannon) {
        EventCall call = fire.begin(cannon);
        if (call != null) {
            call.complete(null);
        }
    }

    private void callMany(Cannon cannon) {
        for (int i = 0; i < CALLS; i++) {
            call(cannon);
        }
    }

    private void churn(EventPoint event) {
        for (int i = 0; i < CHURNS; i++) {
            event.completed().connect(data -> {}).close();
        }
    }

    @Test
    void steadyObserversGetEveryCallOfTheirObjectOnce() throws Exception {
        LongAdder ofOne = new LongAdder();
        LongAdder ofTwo = new LongAdder();
        LongAdder ofAll = new LongAdder();
        LongAdder ofAny = new LongAdder();
        open.add(fire.bind(one).completed().connect(data -> ofOne.increment()));
        open.add(fire.bind(two).completed().connect(data -> ofTwo.increment()));
        open.add(fire.completed().connect(data -> ofAll.increment()));
        open.add(Events.any(EventStatus.EXITED)
                .with()
                .filter(data -> data.event() == fire)
                .connect(data -> ofAny.increment()));

        Together.run(
                () -> callMany(one),
                () -> callMany(one),
                () -> callMany(two),
                () -> churn(fire),
                () -> churn(fire.bind(one)),
                this::bindShortLivedObjects);

        assertThat(ofOne.sum()).isEqualTo(2L * CALLS);
        assertThat(ofTwo.sum()).isEqualTo(CALLS);
        assertThat(ofAll.sum()).isEqualTo(3L * CALLS + CHURNS);
        assertThat(ofAny.sum()).isEqualTo(3L * CALLS + CHURNS);
    }

    private void bindShortLivedObjects() {
        for (int i = 0; i < CHURNS; i++) {
            Cannon passing = new Cannon();
            LongAdder heard = new LongAdder();
            fire.bind(passing).completed().connect(data -> heard.increment());
            call(passing);
            assertThat(heard.sum()).isOne();
            fire.bind(passing).completed().disconnectAll();
        }
    }

    @Test
    void aSlowObserverOfOneEventDelaysNeitherAnotherEventNorAnotherObject() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        EventPoint other = Events.define("other");
        List<String> heard = new ArrayList<>();
        open.add(fire.bind(one).aboutToRun().connect(data -> {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        open.add(fire.bind(two).completed().connect(data -> heard.add("another object")));
        open.add(other.completed().connect(data -> heard.add("another event")));

        Together.run(() -> call(one), () -> {
            try {
                entered.await();
                call(two);
                other.call(() -> "done");
                fire.completed().connect(data -> heard.add("not now")).close();
            } finally {
                released.countDown();
            }
        });

        assertThat(heard).containsExactly("another object", "another event");
    }

    @Test
    void observersThatCallEachOthersEventsFromTwoThreadsNeverWaitForEachOther() throws Exception {
        EventPoint ping = Events.define("ping");
        EventPoint pong = Events.define("pong");
        LongAdder pongsInPings = new LongAdder();
        LongAdder pingsInPongs = new LongAdder();
        ping.completed().connect(data -> run(pong));
        pong.completed().connect(data -> run(ping));
        ping.exited().with().filter(data -> data.parentId() != 0).connect(data -> pingsInPongs.increment());
        pong.exited().with().filter(data -> data.parentId() != 0).connect(data -> pongsInPings.increment());

        Together.run(() -> runMany(ping), () -> runMany(pong), () -> churn(ping), () -> churn(pong));

        assertThat(pongsInPings.sum()).isEqualTo(CALLS);
        assertThat(pingsInPongs.sum()).isEqualTo(CALLS);
    }

    private static void runMany(EventPoint event) {
        for (int i = 0; i < CALLS; i++) {
            run(event);
        }
    }

    private static void run(EventPoint event) {
        try {
            event.call(() -> "ran");
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }
}
