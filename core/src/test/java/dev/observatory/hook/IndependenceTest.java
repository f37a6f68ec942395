package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hook never waits for the observers of another hook, and for its own only on the emitting thread. */
class IndependenceTest {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> received = new ArrayList<>();

    private void blockOn(String value) {
        if (value.equals("block")) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Emits on one thread, which an observer blocks, and runs a task on another thread in the meantime. */
    private void whileBlocked(EventHook<String> blocked, Together.Task task) throws Exception {
        blocked.connect(this::blockOn);
        Together.run(() -> blocked.emit("block"), () -> {
            try {
                entered.await();
                task.run();
            } finally {
                released.countDown();
            }
        });
    }

    @Test
    void aSlowObserverDelaysNoOtherHook() throws Exception {
        EventHook<String> other = new EventHook<>("other");

        whileBlocked(new EventHook<>("slow"), () -> {
            other.connect(received::add);
            other.emit("1");
            try (Pause pause = other.paused(PauseMode.BUFFER)) {
                other.emit("2");
            }
            other.bind(this).emit("3");
            other.disconnectAll();
        });

        assertThat(received).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @EnumSource
    void aSlowObserverDelaysNeitherConnectionsNorOtherThreads(Reentrancy mode) throws Exception {
        EventHook<String> slow = new EventHook<>(HookOptions.named("slow").reentrancy(mode));

        whileBlocked(slow, () -> {
            Subscription subscription = slow.connect(received::add);
            slow.emit("1");
            subscription.close();
            slow.emit("2");
            assertThat(slow.observers()).hasSize(1);
        });

        assertThat(received).containsExactly("1");
    }

    @Test
    void aSlowObserverOfAParentDelaysNoOtherChild() throws Exception {
        EventHook<String> parent = new EventHook<>("parent");
        EventHook<String> slowChild = parent.bind("one");
        EventHook<String> otherChild = parent.bind("other");
        otherChild.connect(received::add);

        whileBlocked(slowChild, () -> otherChild.emit("1"));

        assertThat(received).containsExactly("1");
    }

    @Test
    void aSlowDeliveryAfterAPauseDelaysNoOtherEmitter() throws Exception {
        EventHook<String> slow = new EventHook<>("slow");
        slow.connect(this::blockOn);
        slow.connect(received::add);
        Pause pause = slow.paused(PauseMode.BUFFER);
        slow.emit("block");

        Together.run(pause::close, () -> {
            try {
                entered.await();
                slow.emit("behind what was kept");
                assertThat(received).isEmpty();
            } finally {
                released.countDown();
            }
        });

        assertThat(received).containsExactly("block", "behind what was kept");
    }

    @ParameterizedTest
    @EnumSource
    void hooksThatEmitIntoEachOtherFromTwoThreadsDoNotDeadlock(Reentrancy mode) throws Exception {
        int rounds = 5_000;
        EventHook<Integer> ping = new EventHook<>(HookOptions.named("ping").reentrancy(mode));
        EventHook<Integer> pong = new EventHook<>(HookOptions.named("pong").reentrancy(mode));
        LongAdder pings = new LongAdder();
        LongAdder pongs = new LongAdder();
        ping.connect(left -> {
            pings.increment();
            if (left > 0) {
                pong.emit(left - 1);
            }
        });
        pong.connect(left -> {
            pongs.increment();
            if (left > 0) {
                ping.emit(left - 1);
            }
        });

        Together.run(() -> emitMany(ping, rounds), () -> emitMany(pong, rounds), () -> churn(ping), () -> churn(pong));

        assertThat(pings.sum()).isEqualTo(rounds * 4L);
        assertThat(pongs.sum()).isEqualTo(rounds * 4L);
    }

    private static void emitMany(EventHook<Integer> hook, int rounds) {
        for (int i = 0; i < rounds; i++) {
            hook.emit(3);
        }
    }

    private static void churn(EventHook<Integer> hook) {
        for (int i = 0; i < 5_000; i++) {
            hook.connect(value -> {}).close();
        }
    }

    @Test
    void pausedHooksThatEmitIntoEachOtherDoNotDeadlock() throws Exception {
        int rounds = 2_000;
        EventHook<Integer> ping = new EventHook<>("ping");
        EventHook<Integer> pong = new EventHook<>("pong");
        LongAdder receivedInAll = new LongAdder();
        ping.connect(left -> {
            receivedInAll.increment();
            if (left > 0) {
                pong.emit(left - 1);
            }
        });
        pong.connect(left -> {
            receivedInAll.increment();
            if (left > 0) {
                ping.emit(left - 1);
            }
        });

        Together.run(() -> pauseAndEmit(ping, pong, rounds), () -> pauseAndEmit(pong, ping, rounds));

        assertThat(receivedInAll.sum()).isEqualTo(2L * rounds * 4);
        assertThat(ping.isPaused()).isFalse();
        assertThat(pong.isPaused()).isFalse();
    }

    private static void pauseAndEmit(EventHook<Integer> paused, EventHook<Integer> other, int rounds) {
        for (int i = 0; i < rounds; i++) {
            try (Pause pause = paused.paused(PauseMode.BUFFER)) {
                other.emit(3);
            }
        }
    }
}
