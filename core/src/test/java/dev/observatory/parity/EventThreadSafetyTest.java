package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.EventHook;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The chapter "Event Thread Safety": the original has one lock for all; here none is held while observers run. */
class EventThreadSafetyTest {
    private static final int CALLS = 2_000;

    @Test
    void anEventMayBeCalledFromAnyThreadAndEmitsEveryCallOnce() throws Exception {
        EventPoint event = Events.define("event");
        LongAdder received = new LongAdder();
        event.completed().connect(data -> received.increment());
        Together.Task calls = () -> {
            for (int i = 0; i < CALLS; i++) {
                event.call(() -> null);
            }
        };

        Together.run(calls, calls, calls);

        assertThat(received.sum()).isEqualTo(3L * CALLS);
    }

    @Test
    void aBusyObserverOfOneHookDoesNotDelayAnotherHook() throws Exception {
        EventHook<String> slow = new EventHook<>("slow");
        EventHook<String> quick = new EventHook<>("quick");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch received = new CountDownLatch(1);
        slow.connect(value -> {
            busy.countDown();
            awaitQuietly(received);
        });
        quick.connect(value -> received.countDown());

        Together.run(() -> slow.emit("wait for the other"), () -> {
            busy.await();
            quick.emit("here it is");
        });

        assertThat(received.getCount()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anObserverMayConnectCloseAndEmit() {
        EventHook<Integer> hook = new EventHook<>("hook");
        LongAdder received = new LongAdder();
        hook.connect(left -> {
            received.increment();
            hook.connect(ignored -> {}).close();
            if (left > 0) {
                hook.emit(left - 1);
            }
        });

        hook.emit(3);

        assertThat(received.sum()).isEqualTo(4);
    }
}
