package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

/**
 * A broadcast message with its topic and its number.
 *
 * <pre>{@code
 * EventBroker.of("news").subscribeDeliveries(Score.class, delivery ->
 *         System.out.println(delivery.topic() + ": " + delivery.message().home()));
 * }</pre>
 *
 * <p>All subscribers that receive deliveries get the same instance for one broadcast. Immutable, except for the message.
 *
 * @param topic the topic of the broker to which the message was broadcast
 * @param message the message
 * @param sequence a number that no other delivery in the JVM has. A later broadcast of the same thread has a larger one, as has
 *     any later broadcast to a broker that retains messages. Numbers are assigned only to broadcasts that reach a
 *     subscriber of deliveries or a broker that retains messages, and need not be consecutive
 * @param <T> the type of the message
 */
public record Delivery<T>(Topic topic, T message, long sequence) {

    /**
     * Checks the components.
     *
     * @param topic the topic of the broker to which the message was broadcast
     * @param message the message
     * @param sequence the number of the delivery
     * @throws NullPointerException if {@code topic} or {@code message} is null
     */
    public Delivery {
        requireNonNull(topic, "topic");
        requireNonNull(message, "message");
    }
}
