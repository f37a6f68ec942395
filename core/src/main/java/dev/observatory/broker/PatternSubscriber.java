package dev.observatory.broker;

import java.util.function.Consumer;

/** A subscriber of the topics that match a pattern, relative to the broker that it subscribes to. */
final class PatternSubscriber implements Consumer<Delivery> {
    private final TopicPattern pattern;
    private final int depth;
    private final Consumer<Object> subscriber;

    /**
     * Creates a subscriber.
     *
     * @param depth the number of tokens in the topic of its broker; every topic that reaches it begins with them
     */
    PatternSubscriber(TopicPattern pattern, int depth, Consumer<Object> subscriber) {
        this.pattern = pattern;
        this.depth = depth;
        this.subscriber = subscriber;
    }

    boolean matches(Topic topic) {
        return pattern.matches(topic.tokens(), depth);
    }

    @Override
    public void accept(Delivery delivery) {
        if (matches(delivery.topic())) {
            subscriber.accept(delivery.message());
        }
    }

    boolean isSameSubscription(PatternSubscriber other) {
        return other.subscriber == subscriber && other.pattern.equals(pattern);
    }
}
