package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.Together;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    class DemandListeners {
        private final Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();

        private EventHook<String> hookWith(Runnable listener) {
            return new EventHook<>(HookOptions.named("on demand").onDemand(listener));
        }

        /** A feed that opens its connection on demand, and guards itself by its own lock. */
        private final class Feed {
            private final CountDownLatch inDemand = new CountDownLatch(1);
            private final CountDownLatch configuring = new CountDownLatch(1);
            private final EventHook<String> prices = hookWith(this::demandChanged);
            private boolean isOpen;

            private void demandChanged() {
                inDemand.countDown();
                awaitUninterrupted(configuring);
                synchronized (this) {
                    isOpen = prices.isObserved();
                }
            }

            private synchronized void configure() {
                configuring.countDown();
                open.add(EventBroker.of("PublishersTestAlerts").subscribe(String.class, received::add));
                open.add(EventBroker.of("PublishersTestAlerts").subscribe("*", received::add));
                EventBroker.of("PublishersTestAlerts").addPublisher(hook);
                EventBroker.of("PublishersTestAlerts").removePublisher(hook);
            }
        }

        @Test
        @Timeout(60)
        void runWithNoLockHeld() throws Exception {
            Feed feed = new Feed();
            broker.addPublisher(feed.prices);
            List<Subscription> subscribed = new ArrayList<>();

            Together.run(() -> subscribed.add(broker.subscribe(received::add)), () -> {
                feed.inDemand.await();
                feed.configure();
            });

            assertThat(feed.isOpen).isTrue();
            subscribed.get(0).close();
            assertThat(feed.isOpen).isFalse();
            broker.removePublisher(feed.prices);
        }

        @Test
        @Timeout(60)
        void ofATypedSubscriptionRunWithNoLockHeld() throws Exception {
            Feed feed = new Feed();
            broker.addPublisher(feed.prices);

            Together.run(() -> broker.subscribe(String.class, received::add).close(), () -> {
                feed.inDemand.await();
                feed.configure();
            });

            broker.removePublisher(feed.prices);
        }

        @Test
        void mayChangeBrokersThemselves() {
            List<EventHook<String>> other = new ArrayList<>();
            other.add(new EventHook<>("other"));
            EventHook<String> busy = hookWith(() -> {
                parent.addPublisher(other.get(0));
                EventBroker.of("PublishersTestAlerts")
                        .subscribe(Integer.class, message -> {})
                        .close();
            });
            broker.addPublisher(busy);

            Subscription subscription = parent.subscribe(received::add);
            other.get(0).emit("x");
            subscription.close();

            assertThat(received).containsExactly("x");
            assertThat(other.get(0).isObserved()).isFalse();
            assertThat(busy.isObserved()).isFalse();
            broker.removePublisher(busy);
            parent.removePublisher(other.get(0));
        }

        @Test
        void thatThrowAreReportedAndThePublisherIsConnected() {
            IllegalStateException thrown = new IllegalStateException("no demand");
            open.add(ObserverErrors.reported().connect(reported::add));
            EventHook<String> failing = hookWith(() -> {
                throw thrown;
            });
            broker.addPublisher(failing);

            Subscription subscription = broker.subscribe(received::add);
            failing.emit("x");
            subscription.close();
            broker.removePublisher(failing);

            assertThat(received).containsExactly("x");
            assertThat(failing.isObserved()).isFalse();
            assertThat(reported).extracting(ObserverFailure::exception).containsExactly(thrown, thrown);
        }

        private static void awaitUninterrupted(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
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
        void ofPublishersWithOneFirstTokenEndAtALimit() {
            EventBroker mirror = parent.child("mirror");
            broker.addPublisher(mirror.broadcastSent());
            mirror.addPublisher(broker.broadcastSent());
            open.add(parent.subscribe(message -> {}));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> broker.broadcast("endless"))
                    .withRootCauseInstanceOf(IllegalStateException.class);

            broker.removePublisher(mirror.broadcastSent());
            mirror.removePublisher(broker.broadcastSent());
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
