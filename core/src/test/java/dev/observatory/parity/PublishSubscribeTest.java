package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.broker.EventBroker;
import dev.observatory.broker.Publishes;
import dev.observatory.broker.Subscribes;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chapter "Publish/Subscribe", and what has been added to it. */
class PublishSubscribeTest {
    private static final List<Object> HEARD = new ArrayList<>();
    private final List<Object> received = new ArrayList<>();

    private record Score(int home, int away) {}

    private void subscriberFunction(Object message) {
        received.add(message);
    }

    @Test
    void publishersAndSubscribersShareOnlyABroker() {
        EventBroker topLevelBroker = EventBroker.of("top");
        EventBroker childBroker = topLevelBroker.child("middle");
        EventBroker grandchildBroker = childBroker.child("bottom");

        Subscription subscription = topLevelBroker.broadcastSent().connect(this::subscriberFunction);
        grandchildBroker.broadcast("a message");
        subscription.close();

        assertThat(received).containsExactly("a message");
        assertThat(grandchildBroker.namespace()).isEqualTo("top.middle.bottom");
    }

    @Test
    void eitherSideMayBeMissing() {
        EventBroker broker = EventBroker.of("PublishSubscribeTest");

        broker.broadcast("no subscriber");
        broker.subscribe(this::subscriberFunction).close();

        assertThat(received).isEmpty();
    }

    @Test
    void aParentReceivesTheMessagesOfItsDescendants() {
        EventBroker news = EventBroker.of("news");
        EventBroker sports = news.child("sports");
        Subscription all = news.subscribe(message -> received.add("news: " + message));
        Subscription scores = sports.subscribe(Score.class, score -> received.add(score.home()));
        Subscription finals = news.subscribe("*.final", message -> received.add("final: " + message));

        sports.broadcast(new Score(3, 1));
        sports.child("final").broadcast("whistle");
        scores.close();
        finals.close();
        all.close();

        assertThat(received).containsExactly(3, "news: Score[home=3, away=1]", "news: whistle", "final: whistle");
    }

    @Test
    void aHookPublishesAndQueuedMessagesWait() {
        EventBroker sports = EventBroker.of("news.sports");
        EventHook<Score> goals = new EventHook<>("goals");
        Subscription subscription = sports.subscribe(received::add);
        sports.addPublisher(goals);

        sports.queueUp("half time");
        goals.emit(new Score(1, 0));
        sports.broadcastQueue();
        sports.removePublisher(goals);
        subscription.close();

        assertThat(received).containsExactly(new Score(1, 0), "half time");
    }

    @Subscribes("news.sports")
    static void on(Score score) {
        HEARD.add(score);
    }

    @Publishes("news.sports")
    static Score finalWhistle() {
        return new Score(2, 2);
    }

    @Test
    void aTaggedMethodSubscribesOnceItsClassIsRegistered() {
        try (Subscription subscription = EventBroker.register(PublishSubscribeTest.class)) {
            assertThat(subscription.isOpen()).isTrue();
            EventBroker.of("news.sports").broadcast(finalWhistle());
        }

        assertThat(HEARD).containsExactly(new Score(2, 2));
    }
}
