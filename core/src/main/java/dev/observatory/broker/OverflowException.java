package dev.observatory.broker;

import java.util.concurrent.Flow;

/**
 * Thrown when a message was dropped because the queue of a subscriber was full.
 *
 * <p>The exception's message names the topic of the broker and the subscriber. For a broadcaster, it is the cause of the
 * {@link dev.observatory.hook.EventHookException} that is thrown, or suppressed in it; a {@link Flow.Subscriber} receives it
 * directly.
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

    static OverflowException crosswise(String topic, Object subscriber, int capacity) {
        return new OverflowException(
                "Broadcaster cannot wait for room in the queue of [" + capacity + "] of subscriber ["
                        + nameOf(subscriber) + "] of topic [" + topic + "], whose thread waits for this one;"
                        + " the message was dropped, choose a larger capacity or another OverflowPolicy than BLOCK");
    }

    static OverflowException noThread(String topic, Object subscriber, int capacity) {
        return new OverflowException(
                "Broadcaster cannot wait for room in the queue of [" + capacity + "] of subscriber ["
                        + nameOf(subscriber) + "] of topic [" + topic
                        + "], whose executor has no other thread than those that wait"
                        + " for this one; the message was dropped, choose an executor with more threads, a larger capacity or another"
                        + " OverflowPolicy than BLOCK");
    }

    static OverflowException interrupted(String topic, Object subscriber, int capacity) {
        return new OverflowException("Interrupted while waiting for room in the queue of [" + capacity
                + "] of subscriber [" + nameOf(subscriber) + "] of topic [" + topic + "]; the message was dropped");
    }

    private static String about(String topic, Object subscriber) {
        return "Subscriber [" + nameOf(subscriber) + "] of topic [" + topic + "]";
    }

    /** Returns the class and identity of a subscriber. Never calls its {@code toString()}, which is foreign code. */
    static String nameOf(Object subscriber) {
        return subscriber.getClass().getTypeName() + "@" + Integer.toHexString(System.identityHashCode(subscriber));
    }
}
