package dev.observatory.broker;

import java.util.concurrent.Flow;

/**
 * Tells that a message was dropped because the queue of a subscriber was full.
 *
 * <p>The message names the topic of the broker and the subscriber. A broadcaster finds it as the cause of, or suppressed
 * in, the {@link dev.observatory.hook.EventHookException} that it gets; a {@link Flow.Subscriber} is given it itself.
 */
public final class OverflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OverflowException(String message) {
        super(message);
    }

    static OverflowException full(String topic, Object subscriber, int capacity) {
        return new OverflowException(about(topic, subscriber) + " has no room in its queue of [" + capacity
                + "]; the message was dropped, choose a larger capacity or another OverflowPolicy");
    }

    static OverflowException selfDeadlock(String topic, Object subscriber, int capacity) {
        return new OverflowException(about(topic, subscriber) + " cannot wait for room in its own queue of [" + capacity
                + "]; the message was dropped, choose a larger capacity or another OverflowPolicy than BLOCK");
    }

    static OverflowException interrupted(String topic, Object subscriber, int capacity) {
        return new OverflowException("Interrupted while waiting for room in the queue of [" + capacity
                + "] of subscriber [" + name(subscriber) + "] of topic [" + topic + "]; the message was dropped");
    }

    private static String about(String topic, Object subscriber) {
        return "Subscriber [" + name(subscriber) + "] of topic [" + topic + "]";
    }

    /** Never the subscriber's own {@code toString}, which is foreign code. */
    private static String name(Object subscriber) {
        return subscriber.getClass().getTypeName() + "@" + Integer.toHexString(System.identityHashCode(subscriber));
    }
}
