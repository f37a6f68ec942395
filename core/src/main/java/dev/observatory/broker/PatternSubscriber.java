package dev.observatory.broker;

import java.util.function.Consumer;

/** Hears what is broadcast to the topics that a pattern describes, seen from the broker on which it was made. */
final class PatternSubscriber implements Consumer<Delivery> {
    private final TopicPattern pattern;
    private final int depth;
    private final Consumer<Object> subscriber;

    /**
     * Creates a subscriber.
     *
     * @param depth how many tokens the topic of its broker has, which are the same in every topic that reaches it
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
