package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What subscribers broadcast reaches all subscribers after the message that they are receiving. */
class NestedBroadcastTest {
    private final EventBroker parent = EventBroker.of("NestedBroadcastTest");
    private final EventBroker broker = parent.child("first");
    private final EventBroker sibling = parent.child("second");
    private final EventBroker elsewhere = EventBroker.of("NestedBroadcastTestElsewhere");
    private final List<Subscription> open = new ArrayList<>();
    private final List<String> received = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(parent, broker, sibling, elsewhere);
    }

    private void on(EventBroker at, Object trigger, Runnable action) {
        open.add(at.subscribe(message -> {
            if (message.equals(trigger)) {
                action.run();
            }
        }));
    }

    private void record(EventBroker at, String name) {
        open.add(at.subscribe(message -> received.add(name + " " + message)));
    }

    @Nested
    class Order {

        @Test
        void aCorrectionReachesLaterSubscribersAfterTheMessageThatItCorrects() {
            List<Object> shown = new ArrayList<>();
            open.add(broker.subscribe(Integer.class, volume -> {
                if (volume > 10) {
                    broker.broadcast(10);
                }
            }));
            open.add(broker.subscribe(shown::add));

            broker.broadcast(99);

            assertThat(shown).containsExactly(99, 10);
        }

        @Test
        void aBroadcastToTheParentFollowsTheOneFromTheChild() {
            on(broker, "a", () -> parent.broadcast("b"));
            record(broker, "first");
            record(parent, "parent");

            broker.broadcast("a");

            assertThat(received).containsExactly("first a", "parent a", "parent b");
        }

        @Test
        void aBroadcastToASiblingFollows() {
            on(broker, "a", () -> sibling.broadcast("b"));
            Consumer<Object> both = message -> received.add("both " + message);
            open.add(broker.subscribe(both));
            open.add(sibling.subscribe(both));
            record(parent, "parent");

            broker.broadcast("a");

            assertThat(received).containsExactly("both a", "parent a", "both b", "parent b");
        }

        @Test
        void severalGenerationsFollowInTheOrderOfBroadcast() {
            on(broker, "a", () -> {
                broker.broadcast("b");
                broker.broadcast("c");
            });
            on(broker, "b", () -> broker.broadcast("d"));
            record(broker, "last");

            broker.broadcast("a");

            assertThat(received).containsExactly("last a", "last b", "last c", "last d");
        }

        @Test
        void subscribersOfEveryKindReceiveTheSameOrder() {
            on(broker, "a", () -> broker.broadcast("b"));
            open.add(broker.subscribe(String.class, message -> received.add("type " + message)));
            open.add(parent.subscribe(">", message -> received.add("pattern " + message)));
            open.add(broker.subscribeDeliveries(delivery -> received.add("delivery " + delivery.message())));
            open.add(broker.subscribeAsync(
                    Runnable::run, 1, OverflowPolicy.ERROR, message -> received.add("async " + message)));

            broker.broadcast("a");

            assertThat(received)
                    .containsExactly(
                            "type a",
                            "async a",
                            "delivery a",
                            "pattern a",
                            "type b",
                            "async b",
                            "delivery b",
                            "pattern b");
        }

        @Test
        void aPublisherThatASubscriberEmitsFollows() {
            EventHook<String> hook = new EventHook<>("publisher");
            parent.addPublisher(hook);
            on(broker, "a", () -> hook.emit("b"));
            record(parent, "parent");

            broker.broadcast("a");
            parent.removePublisher(hook);

            assertThat(received).containsExactly("parent a", "parent b");
        }

        @Test
        void messagesThatASubscriberQueuesAndBroadcastsFollow() {
            List<Integer> counts = new ArrayList<>();
            on(broker, "a", () -> {
                sibling.queueUp("b");
                sibling.queueUp("c");
                counts.add(sibling.broadcastQueue());
            });
            record(parent, "parent");

            broker.broadcast("a");

            assertThat(received).containsExactly("parent a", "parent b", "parent c");
            assertThat(counts).containsExactly(2);
        }

        @Test
        void aNestedBroadcastPrecedesTheRestOfTheQueue() {
            on(broker, "a", () -> broker.broadcast("nested"));
            record(parent, "parent");
            broker.queueUp("a");
            broker.queueUp("b");

            assertThat(broker.broadcastQueue()).isEqualTo(2);

            assertThat(received).containsExactly("parent a", "parent nested", "parent b");
        }

        @Test
        void unroutedMessagesMayBeAnsweredByABroadcast() {
            open.add(parent.unrouted().connect(report -> broker.broadcast("found " + report.message())));
            open.add(broker.subscribe(String.class, received::add));

            sibling.broadcast(1);

            assertThat(received).containsExactly("found 1");
        }
    }

    @Nested
    class OtherTopics {

        @Test
        void receiveANestedBroadcastAtOnce() {
            on(broker, "a", () -> {
                elsewhere.broadcast("b");
                received.add("continued");
            });
            record(elsewhere, "elsewhere");
            record(parent, "parent");

            broker.broadcast("a");

            assertThat(received).containsExactly("elsewhere b", "continued", "parent a");
        }

        @Test
        void returnToTheFirstTopicInOrder() {
            on(broker, "a", () -> elsewhere.broadcast("b"));
            on(elsewhere, "b", () -> broker.broadcast("c"));
            on(elsewhere, "b", () -> elsewhere.broadcast("d"));
            record(elsewhere, "elsewhere");
            record(parent, "parent");

            broker.broadcast("a");

            assertThat(received).containsExactly("elsewhere b", "elsewhere d", "parent a", "parent c");
        }

        @Test
        void reachTheRootInTheOrderOfBroadcast() {
            on(broker, "a", () -> elsewhere.broadcast("b"));
            on(elsewhere, "b", () -> elsewhere.broadcast("c"));
            record(elsewhere, "elsewhere");
            List<Delivery<Object>> deliveries = new ArrayList<>();
            open.add(EventBroker.root().subscribeDeliveries(deliveries::add));

            broker.broadcast("a");

            assertThat(received).containsExactly("elsewhere b", "elsewhere c");
            assertThat(deliveries).extracting(Delivery::message).containsExactly("a", "b", "c");
            assertThat(deliveries).extracting(Delivery::sequence).isSorted();
        }
    }

    @Nested
    class Failures {

        @Test
        void ofANestedBroadcastReachTheOuterBroadcaster() {
            on(broker, "a", () -> {
                broker.broadcast("b");
                received.add("continued");
            });
            on(broker, "a", () -> {
                throw new IllegalStateException("no a");
            });
            on(broker, "b", () -> {
                throw new IllegalStateException("no b");
            });
            record(broker, "last");

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> broker.broadcast("a"))
                    .satisfies(failure -> assertThat(failure.getCause()).hasMessage("no a"))
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("no b"));
            assertThat(received).containsExactly("continued", "last a", "last b");
        }

        @Test
        void ofTheMachineLoseNoNestedBroadcast() {
            StackOverflowError fatal = new StackOverflowError("deep");
            on(broker, "a", () -> broker.broadcast("b"));
            on(broker, "a", () -> {
                throw fatal;
            });
            record(broker, "last");

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> broker.broadcast("a"))
                    .satisfies(thrown -> assertThat(thrown).isSameAs(fatal));
            broker.broadcast("c");

            assertThat(received).containsExactly("last b", "last c");
        }

        @Test
        void whoseTextFailsStopNoOtherSubscriber() {
            on(broker, "a", () -> {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new UnsupportedOperationException("no text");
                    }
                };
            });
            record(broker, "last");
            record(parent, "parent");

            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> broker.broadcast("a"));

            assertThat(received).containsExactly("last a", "parent a");
        }

        @Test
        void aSeriesWithoutEndIsAnError() {
            open.add(broker.subscribe(Integer.class, count -> broker.broadcast(count + 1)));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> broker.broadcast(0))
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage(
                            "Broadcast to [NestedBroadcastTest.first] is number [1000001] in a series in which each was"
                                    + " made by a subscriber of the one before; the message is not broadcast,"
                                    + " let the brokers not publish to one another in a cycle");
        }

        @Test
        void aLongSeriesIsNone() {
            int[] last = {0};
            open.add(broker.subscribe(Integer.class, count -> {
                if (count < 100_000) {
                    broker.broadcast(count + 1);
                }
                last[0] = count;
            }));

            broker.broadcast(0);

            assertThat(last[0]).isEqualTo(100_000);
        }
    }

    @Nested
    class Closing {

        @Test
        void aSubscriberThatIsClosedBeforeTheTurnOfANestedBroadcastDoesNotReceiveIt() {
            List<Subscription> later = new ArrayList<>();
            on(broker, "a", () -> {
                broker.broadcast("b");
                later.get(0).close();
            });
            record(broker, "kept");
            later.add(broker.subscribe(message -> received.add("closed " + message)));

            broker.broadcast("a");

            assertThat(received).containsExactly("kept a", "kept b");
        }

        @Test
        void aSubscriberThatSubscribesAfterANestedBroadcastMayReceiveIt() {
            on(broker, "a", () -> {
                broker.broadcast("b");
                record(broker, "new");
            });
            record(broker, "old");

            broker.broadcast("a");

            assertThat(received).containsExactly("old a", "old b", "new b");
        }
    }
}
