package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.EventHook;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The chapter "Event Thread Safety": the original tries with one lock for all; here nobody holds any while observers run. */
class EventThreadSafetyTest {
    private static final int CALLS = 2_000;

    @Test
    void anEventMayBeCalledFromAnyThreadAndEveryCallIsHeardOnce() throws Exception {
        EventPoint event = Events.define("event");
        LongAdder heard = new LongAdder();
        event.completed().connect(data -> heard.increment());
        Together.Task calls = () -> {
            for (int i = 0; i < CALLS; i++) {
                event.call(() -> null);
            }
        };

        Together.run(calls, calls, calls);

        assertThat(heard.sum()).isEqualTo(3L * CALLS);
    }

    @Test
    void whileAnObserverOfOneHookIsBusyAnotherHookEmits() throws Exception {
        EventHook<String> slow = new EventHook<>("slow");
        EventHook<String> quick = new EventHook<>("quick");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        slow.connect(value -> {
            busy.countDown();
            awaitQuietly(heard);
        });
        quick.connect(value -> heard.countDown());

        Together.run(() -> slow.emit("wait for the other"), () -> {
            busy.await();
            quick.emit("here it is");
        });

        assertThat(heard.getCount()).isZero();
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
        LongAdder heard = new LongAdder();
        hook.connect(left -> {
            heard.increment();
            hook.connect(ignored -> {}).close();
            if (left > 0) {
                hook.emit(left - 1);
            }
        });

        hook.emit(3);

        assertThat(heard.sum()).isEqualTo(4);
    }
}
