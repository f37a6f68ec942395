package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.Garbage;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private record Score(int home, int away) {}

    private final EventBroker news = EventBroker.of("DeliveriesTest");
    private final EventBroker sports = news.child("sports");
    private final EventBroker football = sports.child("football");
    private final List<Subscription> open = new ArrayList<>();
    private final List<Delivery<?>> received = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(news, sports, football, EventBroker.root());
    }

    private List<Object> messages() {
        return received.stream().<Object>map(Delivery::message).toList();
    }

    @Test
    void theTopicComesWithEachMessage() {
        open.add(news.subscribeDeliveries(received::add));

        football.broadcast("goal");
        news.broadcast("weather");

        assertThat(received).extracting(Delivery::topic).containsExactly(football.topic(), news.topic());
        assertThat(messages()).containsExactly("goal", "weather");
        assertThat(received.get(1).sequence()).isGreaterThan(received.get(0).sequence());
    }

    @Test
    void allSubscribersReceiveTheSameDelivery() {
        open.add(football.subscribeDeliveries(received::add));
        open.add(news.subscribeDeliveries(">", received::add));
        open.add(EventBroker.root().subscribeDeliveries(received::add));

        football.broadcast("goal");

        assertThat(received).hasSize(3);
        assertThat(received.get(1)).isSameAs(received.get(0));
        assertThat(received.get(2)).isSameAs(received.get(0));
    }

    @Test
    void aTypeSelectsMessages() {
        List<Integer> homes = new ArrayList<>();
        open.add(news.subscribeDeliveries(
                Score.class, delivery -> homes.add(delivery.message().home())));
        open.add(news.subscribeDeliveries(int.class, received::add));

        football.broadcast(new Score(3, 1));
        football.broadcast(7);

        assertThat(homes).containsExactly(3);
        assertThat(messages()).containsExactly(7);
    }

    @Test
    void aPatternSelectsTopics() {
        open.add(news.subscribeDeliveries("*.football", received::add));

        football.broadcast("goal");
        sports.broadcast("whistle");

        assertThat(received).extracting(Delivery::topic).containsExactly(football.topic());
    }

    @Test
    void aSubscriberIsSubscribedOncePerSelection() {
        Consumer<Delivery<Object>> subscriber = received::add;
        Subscription first = news.subscribeDeliveries(subscriber);
        open.add(first);
        open.add(news.subscribeDeliveries("*", subscriber));

        assertThat(news.subscribeDeliveries(subscriber)).isSameAs(first);
        sports.broadcast("x");

        assertThat(received).hasSize(2);
    }

    @Test
    void aClosedSubscriberIsNotRetained() {
        List<Object> mine = new ArrayList<>();
        Garbage.Watch watch = subscribedAndClosed(mine);

        watch.await();

        assertThat(mine).hasSize(1);
    }

    private Garbage.Watch subscribedAndClosed(List<Object> mine) {
        Consumer<Delivery<Object>> subscriber = mine::add;
        Subscription subscription = news.subscribeDeliveries(subscriber);
        news.broadcast("x");
        subscription.close();
        return Garbage.watch(subscriber);
    }

    @Test
    void aFailureNamesTheSubscriberItself() {
        Consumer<Delivery<Object>> subscriber = delivery -> {
            throw new IllegalStateException("no " + delivery.message());
        };
        open.add(news.subscribeDeliveries(subscriber));
        open.add(news.subscribe(String.class, message -> {}));

        assertThatExceptionOfType(EventHookException.class)
                .isThrownBy(() -> news.broadcast("x"))
                .withMessageContaining("Observer [" + subscriber.getClass().getTypeName() + "@");
    }

    @Test
    void nullComponentsAreRejected() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Delivery<>(null, "message", 1))
                .withMessage("topic");
        assertThatNullPointerException()
                .isThrownBy(() -> new Delivery<Object>(news.topic(), null, 1))
                .withMessage("message");
    }

    @Nested
    class TheRoot {
        private final EventBroker root = EventBroker.root();

        @Test
        void receivesEveryTopicLast() {
            List<String> order = new ArrayList<>();
            open.add(root.subscribe(message -> order.add("root " + message)));
            open.add(news.subscribe(message -> order.add("news " + message)));

            football.broadcast("goal");
            EventBroker.of("DeliveriesTestOther").broadcast("other");

            assertThat(order).containsExactly("news goal", "root goal", "root other");
        }

        @Test
        void matchesPatternsAgainstWholeTopics() {
            open.add(root.subscribeDeliveries("DeliveriesTest.*", received::add));

            sports.broadcast("x");
            football.broadcast("y");

            assertThat(messages()).containsExactly("x");
        }

        @Test
        void isTheParentOfTopLevelTopics() {
            assertThat(root.child("DeliveriesTest")).isSameAs(news);
            assertThat(EventBroker.root()).isSameAs(root).hasToString("root broker");
            assertThat(root.namespace()).isEmpty();
        }

        @Test
        void receivesUnroutedMessagesOfAllTopics() {
            List<UnroutedMessage> unrouted = new ArrayList<>();
            open.add(root.unrouted().connect(unrouted::add));

            football.broadcast("lost");

            assertThat(unrouted).containsExactly(new UnroutedMessage(football.topic(), "lost"));
        }

        @Test
        void demandsPublishersOfAllTopics() {
            EventHook<String> hook = new EventHook<>("publisher");
            football.addPublisher(hook);
            Subscription subscription = root.subscribeDeliveries(received::add);
            hook.emit("goal");
            subscription.close();

            assertThat(hook.isObserved()).isFalse();
            football.removePublisher(hook);
            assertThat(received).extracting(Delivery::topic).containsExactly(football.topic());
        }

        @Test
        void hasNoTopicAndTakesNoMessages() {
            String message = "The root broker receives every topic and has none itself;"
                    + " take the broker of a topic, such as EventBroker.of(\"news\")";
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(root::topic)
                    .withMessage(message);
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> root.broadcast("x"));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> root.queueUp("x"));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> root.addPublisher(new EventHook<>("publisher")));
            assertThat(root.broadcastQueue()).isZero();
        }

        @Test
        void cannotBePublished() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> news.addPublisher(root.broadcastSent()))
                    .withMessage("Broker [DeliveriesTest] cannot publish what the root broker sent,"
                            + " because that would broadcast endlessly; add another hook");
        }
    }
}
