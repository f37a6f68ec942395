package dev.observatory.demo;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tests whether the Observatory agent is active in this JVM, by observing a tagged method.
 *
 * <p>{@code Events.of(…).isWoven()} would return the same, but logs a warning if the agent is not active.
 */
final class AgentProbe {
    private AgentProbe() {}

    static boolean isAgentActive() {
        AtomicBoolean seen = new AtomicBoolean();
        Subscription subscription = Events.any(EventStatus.ABOUT_TO_RUN).connect(data -> seen.set(true));
        try {
            probe();
        } finally {
            subscription.close();
        }
        return seen.get();
    }

    @Event(description = "Probes whether events are emitted")
    private static void probe() {}
}
