package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, as programs. */
class PublishSubscribeTest {
    private static final List<Object> HEARD = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();

    private record Score(int home, int away) {}

    @Test
    void publishersAndSubscribersKnowABrokerAndNotEachOther() {
        EventBroker top = EventBroker.of("top");
        EventBroker child = top.child("middle");
        EventBroker grandchild = child.child("bottom");
        Subscription subscription = top.broadcastSent().connect(heard::add);

        grandchild.broadcast("a message");
        subscription.close();

        assertThat(heard).containsExactly("a message");
    }

    @Test
    void aParentHearsItsDescendants() {
        EventBroker news = EventBroker.of("news");
        EventBroker sports = news.child("sports");
        Subscription all = news.subscribe(message -> heard.add("news: " + message));
        Subscription scores = sports.subscribe(Score.class, score -> heard.add(score.home()));
        Subscription finals = news.subscribe("*.final", message -> heard.add("final: " + message));

        sports.broadcast(new Score(3, 1));
        sports.child("final").broadcast("whistle");
        scores.close();
        finals.close();
        all.close();

        assertThat(heard).containsExactly(3, "news: Score[home=3, away=1]", "news: whistle", "final: whistle");
    }

    @Test
    void aHookPublishesAndAQueueWaits() {
        EventBroker sports = EventBroker.of("news.sports");
        EventHook<Score> goals = new EventHook<>("goals");
        Subscription subscription = sports.subscribe(heard::add);
        sports.addPublisher(goals);

        sports.queueUp("half time");
        goals.emit(new Score(1, 0));
        sports.broadcastQueue();
        sports.removePublisher(goals);
        subscription.close();

        assertThat(heard).containsExactly(new Score(1, 0), "half time");
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
