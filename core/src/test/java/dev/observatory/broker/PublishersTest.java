package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PublishersTest {
    private final List<Object> received = new ArrayList<>();
    private final List<Subscription> open = new ArrayList<>();
    private final EventBroker parent = EventBroker.of("PublishersTest");
    private final EventBroker broker = parent.child("publisher");
    private final EventHook<String> hook = new EventHook<>("goals");

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        broker.removePublisher(hook);
        assertThat(hook.isObserved()).isFalse();
        assertThat(LiveBrokers.brokers()).doesNotContain(broker, parent);
    }

    @Test
    void payloadsOfTheHookAreBroadcast() {
        open.add(parent.subscribe(received::add));

        assertThat(broker.addPublisher(hook)).isTrue();
        hook.emit("goal");

        assertThat(received).containsExactly("goal");
    }

    @Test
    void addingAHookTwiceHasNoEffect() {
        open.add(broker.subscribe(received::add));

        assertThat(broker.addPublisher(hook)).isTrue();
        assertThat(broker.addPublisher(hook)).isFalse();
        hook.emit("goal");

        assertThat(received).containsExactly("goal");
    }

    @Test
    void aRemovedPublisherIsNoLongerObserved() {
        open.add(broker.subscribe(received::add));
        broker.addPublisher(hook);

        assertThat(broker.removePublisher(hook)).isTrue();
        assertThat(broker.removePublisher(hook)).isFalse();
        hook.emit("goal");

        assertThat(received).isEmpty();
        assertThat(hook.observers()).isEmpty();
    }

    @Test
    void oneHookMayPublishToSeveralBrokers() {
        EventBroker other = parent.child("other");
        open.add(parent.subscribe(received::add));
        broker.addPublisher(hook);
        other.addPublisher(hook);

        hook.emit("goal");
        other.removePublisher(hook);
        hook.emit("second");

        assertThat(received).containsExactly("goal", "goal", "second");
    }

    @Test
    void failuresOfSubscribersReachTheEmitter() {
        open.add(broker.subscribe(message -> {
            throw new IllegalStateException("no " + message);
        }));
        broker.addPublisher(hook);

        assertThatExceptionOfType(EventHookException.class)
                .isThrownBy(() -> hook.emit("goal"))
                .havingCause()
                .isInstanceOf(EventHookException.class)
                .havingCause()
                .withMessage("no goal");
    }

    @Nested
    class WithoutSubscribers {

        @Test
        void theHookIsNotObserved() {
            broker.addPublisher(hook);
            assertThat(hook.isObserved()).isFalse();

            Subscription first = broker.subscribe(received::add);
            Subscription second = parent.subscribe(received::add);
            assertThat(hook.isObserved()).isTrue();
            first.close();
            assertThat(hook.isObserved()).isTrue();
            second.close();

            assertThat(hook.isObserved()).isFalse();
        }

        @Test
        void anyKindOfSubscriberCounts() {
            broker.addPublisher(hook);

            assertObservedWhileOpen(parent.subscribe("publisher", received::add));
            assertObservedWhileOpen(parent.unrouted().connect(received::add));
            assertObservedWhileOpen(broker.broadcastSent().connect(received::add));
            assertObservedWhileOpen(broker.subscribe(String.class, received::add));
        }

        private void assertObservedWhileOpen(Subscription listener) {
            assertThat(hook.isObserved()).isTrue();
            listener.close();
            assertThat(hook.isObserved()).isFalse();
        }

        @Test
        void aSubscriberBelowDoesNotCount() {
            broker.addPublisher(hook);

            open.add(broker.child("below").subscribe(received::add));

            assertThat(hook.isObserved()).isFalse();
        }
    }

    @Nested
    class Cycles {

        @Test
        void aBrokerRejectsItsOwnHookAndThoseOfItsAncestors() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.addPublisher(parent.broadcastSent()))
                    .withMessage("Broker [PublishersTest.publisher] cannot publish what broker [PublishersTest] sent,"
                            + " because that would broadcast endlessly; add another hook");
            assertThatIllegalArgumentException().isThrownBy(() -> broker.addPublisher(broker.broadcastSent()));

            assertThat(LiveBrokers.brokers()).doesNotContain(broker);
        }

        @Test
        void aBrokerMayPublishToAnotherAndIsObservedOnlyOnDemand() {
            EventBroker mirror = EventBroker.of("PublishersTestMirror");
            broker.addPublisher(hook);
            mirror.addPublisher(parent.broadcastSent());
            assertThat(hook.isObserved()).isFalse();

            Subscription subscription = mirror.subscribe(received::add);
            hook.emit("goal");
            subscription.close();

            assertThat(received).containsExactly("goal");
            assertThat(hook.isObserved()).isFalse();
            mirror.removePublisher(parent.broadcastSent());
        }
    }

    @Nested
    class Storms {
        private static final int ROUNDS = 5_000;
        private final ExecutorService threads = Executors.newFixedThreadPool(3);

        @AfterEach
        void stopThreads() {
            threads.shutdownNow();
        }

        @Test
        void aSubscriberReceivesTheNextEmissionOfTheHook() throws Exception {
            broker.addPublisher(hook);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> running = new ArrayList<>();
            for (EventBroker receivedAt : List.of(broker, parent, broker)) {
                running.add(threads.submit(() -> {
                    start.await();
                    return misses(receivedAt);
                }));
            }

            start.countDown();

            for (Future<Integer> misses : running) {
                assertThat(misses.get()).isZero();
            }
            assertThat(hook.isObserved()).isFalse();
        }

        private int misses(EventBroker receivedAt) {
            int misses = 0;
            for (int i = 0; i < ROUNDS; i++) {
                AtomicBoolean called = new AtomicBoolean();
                Thread self = Thread.currentThread();
                Subscription subscription = receivedAt.subscribe(message -> {
                    if (Thread.currentThread() == self) {
                        called.set(true);
                    }
                });
                hook.emit("x");
                subscription.close();
                misses += called.get() ? 0 : 1;
            }
            return misses;
        }
    }
}
