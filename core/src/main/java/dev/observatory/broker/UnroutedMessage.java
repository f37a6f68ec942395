package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

/**
 * A broadcast message that matched no subscriber.
 *
 * @param topic the topic of the broker to which it was broadcast
 * @param message the message
 */
public record UnroutedMessage(Topic topic, Object message) {

    /**
     * Checks the components.
     *
     * @param topic the topic of the broker to which it was broadcast
     * @param message the message
     * @throws NullPointerException if an argument is null
     */
    public UnroutedMessage {
        requireNonNull(topic, "topic");
        requireNonNull(message, "message");
    }
}
