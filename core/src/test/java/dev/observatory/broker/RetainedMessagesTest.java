package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.Garbage;
import dev.observatory.Together;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RetainedMessagesTest {
    private final EventBroker parent = EventBroker.of("RetainedMessagesTest");
    private final EventBroker broker = parent.child("child");
    private final List<Subscription> open = new ArrayList<>();
    private final List<Object> received = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        parent.replay(0);
        broker.replay(0);
        EventBroker.root().replay(0);
        assertThat(LiveBrokers.brokers()).doesNotContain(parent, broker, EventBroker.root());
    }

    private void broadcast(Object... messages) {
        for (Object message : messages) {
            broker.broadcast(message);
        }
    }

    @Nested
    class ASticky {

        @Test
        void brokerReplaysItsLastMessageToALateSubscriber() {
            EventBroker status = EventBroker.of("RetainedMessagesTest.child").sticky();
            status.broadcast("starting");
            status.broadcast("ready");

            open.add(status.subscribe(received::add));
            status.broadcast("busy");

            assertThat(received).containsExactly("ready", "busy");
        }

        @Test
        void brokerWithoutMessagesReplaysNothing() {
            broker.sticky();

            open.add(broker.subscribe(received::add));

            assertThat(received).isEmpty();
        }

        @Test
        void brokerIsFoundByNameAsLongAsItRetains() {
            EventBroker.of("RetainedMessagesTest.kept").sticky().broadcast("kept");
            Garbage.Watch watch = Garbage.watch(EventBroker.of("RetainedMessagesTest.kept"));
            assertThat(watch.isAlive()).isTrue();

            EventBroker.of("RetainedMessagesTest.kept").subscribe(received::add).close();
            EventBroker.of("RetainedMessagesTest.kept").replay(0);

            assertThat(received).containsExactly("kept");
            watch.await();
        }

        @Test
        void brokerObservesItsPublishersWithoutASubscriber() {
            EventHook<String> hook = new EventHook<>("publisher");
            broker.addPublisher(hook);
            broker.sticky();
            hook.emit("published");

            open.add(broker.subscribe(received::add));
            broker.removePublisher(hook);

            assertThat(received).containsExactly("published");
        }
    }

    @Nested
    class Replay {

        @Test
        void isBounded() {
            broker.replay(2);
            broadcast(1, 2, 3);

            open.add(broker.subscribe(received::add));

            assertThat(received).containsExactly(2, 3);
        }

        @Test
        void shrinksAndEnds() {
            broker.replay(3);
            broadcast(1, 2, 3);
            broker.sticky();
            open.add(broker.subscribe(received::add));
            broker.replay(0);
            open.add(broker.subscribe(Integer.class, message -> received.add("late " + message)));

            assertThat(received).containsExactly(3);
        }

        @Test
        void includesTheTopicsBelow() {
            parent.replay(10);
            broadcast("child");
            parent.broadcast("parent");

            open.add(parent.subscribe(received::add));

            assertThat(received).containsExactly("child", "parent");
        }

        @Test
        void reachesSubscribersOfTheAncestorsAndOfTheRoot() {
            broker.sticky();
            broadcast("kept");

            open.add(parent.subscribe(received::add));
            open.add(EventBroker.root().subscribe("RetainedMessagesTest.*", received::add));

            assertThat(received).containsExactly("kept", "kept");
        }

        @Test
        void ofSeveralBrokersIsInTheOrderOfBroadcastAndWithoutDuplicates() {
            EventBroker other = parent.child("other").replay(5);
            broker.replay(5);
            parent.replay(2);
            broadcast(1);
            other.broadcast(2);
            broadcast(3);
            parent.broadcast(4);

            open.add(parent.subscribe(received::add));
            other.replay(0);

            assertThat(received).containsExactly(1, 2, 3, 4);
        }

        @Test
        void ofTheRootHoldsAllTopics() {
            EventBroker.root().replay(2);
            broadcast(1);
            EventBroker.of("RetainedMessagesTestOther").broadcast(2);

            open.add(EventBroker.root().subscribe(received::add));

            assertThat(received).containsExactly(1, 2);
        }

        @Test
        void selectsByTypeAndByPattern() {
            parent.replay(10);
            broadcast("text", 1);
            parent.broadcast(2);

            open.add(parent.subscribe(Integer.class, message -> received.add("type " + message)));
            open.add(parent.subscribe("*", message -> received.add("pattern " + message)));
            open.add(parent.subscribeDeliveries(int.class, delivery -> received.add("delivery " + delivery.message())));

            assertThat(received)
                    .containsExactly("type 1", "type 2", "pattern text", "pattern 1", "delivery 1", "delivery 2");
        }

        @Test
        void fillsTheQueueOfAnAsynchronousSubscriber() {
            broker.replay(3);
            broadcast(1, 2, 3);
            List<Runnable> tasks = new ArrayList<>();

            AsyncSubscription subscription =
                    broker.subscribeAsync(tasks::add, 2, OverflowPolicy.DROP_OLDEST, received::add);
            open.add(subscription);
            tasks.get(0).run();

            assertThat(received).containsExactly(2, 3);
            assertThat(subscription.counts()).isEqualTo(new DeliveryCounts(2, 1, 0));
        }

        @Test
        void fillsTheBufferOfAFlowSubscriber() {
            broker.replay(2);
            broadcast(1, 2);
            Flow.Subscription[] given = {null};

            broker.asPublisher().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    given[0] = subscription;
                    subscription.request(10);
                }

                @Override
                public void onNext(Object message) {
                    received.add(message);
                }

                @Override
                public void onError(Throwable failure) {
                    received.add(failure);
                }

                @Override
                public void onComplete() {}
            });
            broadcast(3);
            given[0].cancel();

            assertThat(received).containsExactly(1, 2, 3);
        }

        @Test
        void thatAFlowSubscriberCouldNeverTakeIsDroppedAndReported() {
            broker.replay(3);
            broadcast(1, 2, 3);
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            open.add(ObserverErrors.reported().connect(reported::add));
            BrokerPublisher publisher = broker.asPublisher(1, OverflowPolicy.BLOCK);
            Flow.Subscription[] given = {null};

            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    given[0] = subscription;
                }

                @Override
                public void onNext(Object message) {}

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onComplete() {}
            });
            given[0].cancel();

            assertThat(publisher.dropped()).isEqualTo(2);
            assertThat(reported)
                    .extracting(ObserverFailure::exception)
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(OverflowException.class));
        }

        @Test
        void isNotRepeatedForASubscriberThatIsSubscribed() {
            Consumer<Object> before = received::add;
            Consumer<Object> after = received::add;
            Subscription first = broker.subscribe(before);
            broker.sticky();
            broadcast("kept");
            received.clear();
            Subscription second = broker.subscribe(after);
            open.addAll(List.of(first, second));

            assertThat(broker.subscribe(before)).isSameAs(first);
            assertThat(broker.subscribe(after)).isSameAs(second);
            broker.replay(0);
            assertThat(broker.subscribe(after)).isSameAs(second);
            broadcast("next");

            assertThat(received).containsExactly("kept", "next", "next");
        }

        static final class Desk {
            private final List<Object> heard = new ArrayList<>();

            @Subscribes("RetainedMessagesTest.child")
            void on(String text) {
                heard.add(text);
            }
        }

        @Test
        void reachesTaggedMethods() {
            broker.sticky();
            broadcast("kept");
            Desk desk = new Desk();

            open.add(EventBroker.register(desk));
            assertThat(EventBroker.register(desk).isOpen()).isTrue();
            broadcast("next");

            assertThat(desk.heard).containsExactly("kept", "next");
        }

        @Test
        void releasesItsMessages() {
            broker.sticky();
            Garbage.Watch first = broadcastSomething();
            assertThat(first.isAlive()).isTrue();
            Garbage.Watch second = broadcastSomething();

            first.await();
            broker.replay(0);
            second.await();
        }

        private Garbage.Watch broadcastSomething() {
            Object message = new Object();
            broker.broadcast(message);
            return Garbage.watch(message);
        }

        @Test
        void rejectsANegativeCount() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.replay(-1))
                    .withMessage(
                            "Count [-1] must not be negative; pass the number of messages to retain, or 0 for none");
        }
    }

    @Nested
    class Misbehaviour {

        @Test
        void ofASubscriberDuringTheReplayIsReportedAndStopsNothing() {
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            open.add(ObserverErrors.reported().connect(reported::add));
            broker.replay(2);
            broadcast(1, 2);

            open.add(broker.subscribe(message -> {
                received.add(message);
                if (message.equals(1)) {
                    throw new IllegalStateException("no " + message);
                }
            }));

            assertThat(received).containsExactly(1, 2);
            assertThat(reported)
                    .extracting(failure -> failure.exception().getMessage())
                    .contains("no 1");
        }

        @Test
        void aSubscriberThatBroadcastsDuringTheReplayReceivesThatAtItsEnd() {
            broker.replay(2);
            broadcast("a", "b");

            open.add(broker.subscribe(message -> {
                received.add(message);
                if (message.equals("a")) {
                    broker.broadcast("c");
                }
            }));

            assertThat(received).containsExactly("a", "b", "c");
        }

        @Test
        void aSubscriberThatClosesItselfDuringTheReplayReceivesNoMore() {
            broker.replay(3);
            broadcast("a", "b", "c");
            List<Consumer<Object>> self = new ArrayList<>();
            self.add(message -> {
                received.add(message);
                broker.subscribe(self.get(0)).close();
            });

            broker.subscribe(self.get(0));
            broadcast("d");

            assertThat(received).containsExactly("a");
        }

        @Test
        void failuresReachTheBroadcaster() {
            broker.sticky();
            open.add(broker.subscribe(message -> {
                throw new IllegalStateException("no " + message);
            }));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> broadcast("x"))
                    .havingCause()
                    .withMessage("no x");
        }
    }

    @Nested
    class FromSeveralThreads {
        private static final int MESSAGES = 5_000;

        @Test
        void aMessageIsHandedOverToTheThreadThatIsDelivering() throws Exception {
            broker.sticky();
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch handedOver = new CountDownLatch(1);
            List<Object> threads = Collections.synchronizedList(new ArrayList<>());
            open.add(broker.subscribe(message -> {
                threads.add(message + " on " + Thread.currentThread().getName());
                entered.countDown();
                try {
                    handedOver.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }));

            Together.run(
                    () -> {
                        Thread.currentThread().setName("first");
                        broker.broadcast("a");
                    },
                    () -> {
                        entered.await();
                        broker.broadcast("b");
                        handedOver.countDown();
                    });

            assertThat(threads).containsExactly("a on first", "b on first");
        }

        @Test
        void theFailureOfAMessageThatWasHandedOverIsReported() throws Exception {
            broker.sticky();
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            open.add(ObserverErrors.reported().connect(reported::add));
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch handedOver = new CountDownLatch(1);
            open.add(broker.subscribe(message -> {
                entered.countDown();
                try {
                    handedOver.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                if (message.equals("b")) {
                    throw new IllegalStateException("no b");
                }
            }));

            Together.run(() -> broker.broadcast("a"), () -> {
                entered.await();
                broker.broadcast("b");
                handedOver.countDown();
            });

            assertThat(reported).singleElement().satisfies(failure -> assertThat(failure.exception())
                    .hasRootCauseMessage("no b"));
        }

        @Test
        void lateSubscribersReceiveEveryMessageFromTheirFirstOnInOrder() throws Exception {
            broker.sticky();
            broker.broadcast(-1);
            List<List<Integer>> all = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger lastSubscribed = new AtomicInteger();

            Together.run(
                    () -> IntStream.range(0, MESSAGES).forEach(broker::broadcast), () -> subscribeMany(all), () -> {
                        subscribeMany(all);
                        lastSubscribed.incrementAndGet();
                    });

            assertThat(lastSubscribed).hasValue(1);
            for (List<Integer> each : all) {
                assertThat(each).isNotEmpty();
                int first = each.get(0);
                assertThat(each)
                        .containsExactlyElementsOf(
                                IntStream.range(first, MESSAGES).boxed().toList());
            }
        }

        private void subscribeMany(List<List<Integer>> all) {
            for (int i = 0; i < 200; i++) {
                List<Integer> mine = Collections.synchronizedList(new ArrayList<>());
                all.add(mine);
                Subscription subscription = broker.subscribe(Integer.class, mine::add);
                synchronized (open) {
                    open.add(subscription);
                }
            }
        }

        @Test
        void allSubscribersOfSeveralBroadcastersReceiveOneOrderAndEndWithTheRetainedMessage() throws Exception {
            parent.replay(3);
            List<List<Delivery<Object>>> all = Collections.synchronizedList(new ArrayList<>());

            Together.run(
                    () -> IntStream.range(0, MESSAGES).forEach(broker::broadcast),
                    () -> IntStream.range(0, MESSAGES).forEach(parent::broadcast),
                    () -> subscribeDeliveries(all),
                    () -> subscribeDeliveries(all));

            List<Delivery<Object>> last = new ArrayList<>();
            open.add(parent.subscribeDeliveries(last::add));
            assertThat(last).hasSize(3);
            for (List<Delivery<Object>> each : all) {
                List<Long> sequences = each.stream().map(Delivery::sequence).toList();
                assertThat(sequences).isSorted().doesNotHaveDuplicates();
                assertThat(each.subList(each.size() - 3, each.size())).isEqualTo(last);
                assertContiguous(each);
            }
        }

        /** Of each broadcaster: consecutive messages. */
        private void assertContiguous(List<Delivery<Object>> deliveries) {
            for (Topic topic : List.of(broker.topic(), parent.topic())) {
                List<Integer> numbers = deliveries.stream()
                        .filter(delivery -> delivery.topic().equals(topic))
                        .map(delivery -> (Integer) delivery.message())
                        .toList();
                if (!numbers.isEmpty()) {
                    assertThat(numbers)
                            .containsExactlyElementsOf(
                                    IntStream.rangeClosed(numbers.get(0), numbers.get(numbers.size() - 1))
                                            .boxed()
                                            .toList());
                }
            }
        }

        private void subscribeDeliveries(List<List<Delivery<Object>>> all) {
            for (int i = 0; i < 100; i++) {
                List<Delivery<Object>> mine = Collections.synchronizedList(new ArrayList<>());
                all.add(mine);
                Subscription subscription = parent.subscribeDeliveries(mine::add);
                synchronized (open) {
                    open.add(subscription);
                }
            }
        }

        @Test
        void stickyTopicsAndTheRootDoNotWaitForOneAnother() throws Exception {
            EventBroker one = EventBroker.of("RetainedMessagesTestOne").sticky();
            EventBroker two = EventBroker.of("RetainedMessagesTestTwo").sticky();
            AtomicInteger atRoot = new AtomicInteger();
            open.add(EventBroker.root().subscribe(Integer.class, message -> atRoot.incrementAndGet()));
            open.add(one.subscribe(Integer.class, left -> {
                if (left > 0) {
                    two.broadcast(left - 1);
                }
            }));
            open.add(two.subscribe(Integer.class, left -> {
                if (left > 0) {
                    one.broadcast(left - 1);
                }
            }));

            Together.run(() -> IntStream.range(0, 1_000).forEach(i -> one.broadcast(3)), () -> IntStream.range(0, 1_000)
                    .forEach(i -> two.broadcast(3)));

            one.replay(0);
            two.replay(0);
            assertThat(atRoot).hasValue(8_000);
        }
    }
}
