package dev.observatory.demo;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds out whether tagged methods are observable in this JVM, by observing one.
 *
 * <p>Asking {@code Events.of(…).isWoven()} would do, but logs a warning of its own when the answer is no.
 */
final class AgentProbe {
    private AgentProbe() {}

    static boolean isAgentHere() {
        AtomicBoolean seen = new AtomicBoolean();
        Subscription subscription = Events.any(EventStatus.ABOUT_TO_RUN).connect(data -> seen.set(true));
        try {
            probe();
        } finally {
            subscription.close();
        }
        return seen.get();
    }

    @Event(description = "Does nothing but be seen")
    private static void probe() {}
}
