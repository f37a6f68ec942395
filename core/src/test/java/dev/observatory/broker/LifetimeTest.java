package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private final List<Object> received = new ArrayList<>();

    @Nested
    class UnusedBrokers {

        @Test
        void areCollectedAndRemovedFromTheirParentAndTheCache() {
            EventBroker parent = EventBroker.of("LifetimeTestHeld");
            Garbage.Watch child = Garbage.watch(parent.child("child"));
            Garbage.Watch root = Garbage.watch(EventBroker.of("LifetimeTestRoot"));

            child.await();
            root.await();

            assertThat(parent.children().tokens()).isEmpty();
            assertThat(EventBroker.roots().tokens())
                    .contains("LifetimeTestHeld")
                    .doesNotContain("LifetimeTestRoot");
        }

        @Test
        void areCollectedInLargeNumbers() {
            EventBroker parent = EventBroker.of("LifetimeTestMany");
            for (int i = 0; i < 10_000; i++) {
                EventBroker child = parent.child("child" + i);
                child.subscribe(received::add).close();
                child.queueUp(i);
                child.broadcastQueue();
            }
            Garbage.Watch last = Garbage.watch(parent.child("last"));

            last.await();

            assertThat(parent.children().tokens()).isEmpty();
        }

        @Test
        void stayReachableWhileADescendantIsHeld() {
            EventBroker leaf = EventBroker.of("LifetimeTestChain.middle.leaf");
            Garbage.Watch middle = Garbage.watch(EventBroker.of("LifetimeTestChain.middle"));

            assertThat(middle.isAlive()).isTrue();
            assertThat(EventBroker.of("LifetimeTestChain.middle.leaf")).isSameAs(leaf);
        }
    }

    @Nested
    class BrokersInUse {

        @Test
        void areFoundByNameWhileTheyHaveASubscriber() {
            Subscription subscription = EventBroker.of("LifetimeTestUsed.child").subscribe(received::add);
            Garbage.Watch broker = Garbage.watch(EventBroker.of("LifetimeTestUsed.child"));
            Garbage.Watch parent = Garbage.watch(EventBroker.of("LifetimeTestUsed"));
            assertThat(broker.isAlive()).isTrue();

            EventBroker.of("LifetimeTestUsed.child").broadcast("by name");
            subscription.close();

            assertThat(received).containsExactly("by name");
            subscription = null;
            broker.await();
            parent.await();
            assertThat(EventBroker.roots().tokens()).doesNotContain("LifetimeTestUsed");
        }

        @Test
        void keepQueuedMessages() {
            EventBroker.of("LifetimeTestQueue").queueUp("kept");
            Garbage.Watch broker = Garbage.watch(EventBroker.of("LifetimeTestQueue"));
            assertThat(broker.isAlive()).isTrue();

            subscribeDuring("LifetimeTestQueue", () -> EventBroker.of("LifetimeTestQueue")
                    .broadcastQueue());

            assertThat(received).containsExactly("kept");
            broker.await();
        }

        @Test
        void keepTheirPublishersUntilTheHooksAreCollected() {
            EventHook<String> hook = new EventHook<>("publisher");
            EventBroker.of("LifetimeTestPublisher").addPublisher(hook);
            Garbage.Watch broker = Garbage.watch(EventBroker.of("LifetimeTestPublisher"));
            assertThat(broker.isAlive()).isTrue();
            publish(hook);
            assertThat(received).containsExactly("published");
            Garbage.Watch publisher = Garbage.watch(hook);

            hook = null;
            publisher.await();
            EventBroker.of("LifetimeTestAnother");

            broker.await();
        }

        @Test
        void doNotRetainAConnectedPublisher() {
            EventBroker broker = EventBroker.of("LifetimeTestConnected");
            try (Subscription subscription = broker.subscribe(received::add)) {
                assertThat(subscription.isOpen()).isTrue();
                Garbage.Watch publisher = addPublisher(broker);

                publisher.await();
                EventBroker.of("LifetimeTestAnother");

                assertThat(broker.publishers().isEmpty()).isTrue();
            }
        }

        private void publish(EventHook<String> hook) {
            subscribeDuring("LifetimeTestPublisher", () -> hook.emit("published"));
        }

        /** A separate method, so that no slot of the caller's stack frame retains the subscription. */
        private void subscribeDuring(String path, Runnable action) {
            Subscription subscription = EventBroker.of(path).subscribe(received::add);
            action.run();
            subscription.close();
        }

        private Garbage.Watch addPublisher(EventBroker broker) {
            EventHook<String> hook = new EventHook<>("publisher");
            broker.addPublisher(hook);
            assertThat(hook.isObserved()).isTrue();
            return Garbage.watch(hook);
        }
    }

    @Nested
    class ClosedSubscriptions {
        private final EventBroker broker = EventBroker.of("LifetimeTestClosed");

        @Test
        void retainNoSubscriberOfAnyKind() {
            List<Garbage.Watch> subscribers = new ArrayList<>();
            try (Subscription other = broker.subscribe(received::add)) {
                assertThat(other.isOpen()).isTrue();
                subscribers.add(closed(subscriber -> broker.subscribe(subscriber)));
                subscribers.add(closed(subscriber -> broker.subscribe(String.class, subscriber)));
                subscribers.add(closed(subscriber -> broker.subscribe("*", subscriber)));
                subscribers.add(closed(
                        subscriber -> broker.subscribeAsync(Runnable::run, 1, OverflowPolicy.ERROR, subscriber)));

                subscribers.forEach(Garbage.Watch::await);
            }
        }

        private Garbage.Watch closed(Function<Consumer<Object>, Subscription> subscribe) {
            List<Object> mine = new ArrayList<>();
            Consumer<Object> subscriber = mine::add;
            Subscription subscription = subscribe.apply(subscriber);
            broker.broadcast("message");
            subscription.close();
            return Garbage.watch(subscriber);
        }

        @Test
        void aMessageIsNotRetainedAfterTheBroadcast() {
            try (Subscription subscription = broker.subscribe(message -> {})) {
                assertThat(subscription.isOpen()).isTrue();
                Garbage.Watch message = broadcastSomething();

                message.await();
            }
        }

        private Garbage.Watch broadcastSomething() {
            Object message = new Object();
            broker.broadcast(message);
            return Garbage.watch(message);
        }
    }

    @Nested
    class Storms {
        private static final int ROUNDS = 20_000;
        private final ExecutorService threads = Executors.newFixedThreadPool(4);

        @AfterEach
        void stopThreads() {
            threads.shutdownNow();
        }

        @Test
        void thereIsOneBrokerPerTopicWhileBrokersAreCollected() throws Exception {
            LongAdder missed = new LongAdder();
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                int id = thread;
                running.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < ROUNDS; i++) {
                        LongAdder own = new LongAdder();
                        Subscription subscription = EventBroker.of("LifetimeTestStorm.x" + i % 7)
                                .subscribe(message -> {
                                    if (message.equals(id)) {
                                        own.increment();
                                    }
                                });
                        EventBroker.of("LifetimeTestStorm.x" + i % 7).broadcast(id);
                        subscription.close();
                        if (own.sum() != 1) {
                            missed.increment();
                        }
                    }
                    return null;
                }));
            }
            Future<?> collector = threads.submit(() -> {
                start.await();
                for (int i = 0; i < 20; i++) {
                    System.gc();
                }
                return null;
            });

            start.countDown();
            for (Future<?> task : running) {
                task.get();
            }
            collector.get();

            assertThat(missed.sum()).isZero();
            assertThat(LiveBrokers.brokers())
                    .noneMatch(broker -> broker.namespace().startsWith("LifetimeTestStorm"));
        }
    }
}
