package dev.observatory.broker;

/** An observer of a broker's hooks that stands for a subscriber, for only some of the messages or with more than the message. */
interface KeyedSubscriber {

    SubscriptionKey key();

    /** Returns whether a message with this topic is passed on to the subscriber. */
    boolean matches(Topic topic, Object message);

    /** Returns whether another registration of the same subscription can use this one. */
    default boolean tryReuse(boolean isForAgent) {
        return true;
    }
}
