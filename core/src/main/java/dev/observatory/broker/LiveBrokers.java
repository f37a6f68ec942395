package dev.observatory.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps alive the brokers that nobody need hold: those with a subscriber, a publisher or a queued message. Their
 * ancestors live with them, since a broker holds its parent.
 */
final class LiveBrokers {
    private static final ConcurrentMap<EventBroker, Boolean> BROKERS = new ConcurrentHashMap<>();

    private LiveBrokers() {}

    /**
     * Looks again whether a broker is in use; to be called after every change that may matter.
     *
     * <p>The map runs one look at a time for each broker, and each reads the present state. So the last look, which
     * comes after the last change, decides, whatever the order of the threads.
     */
    static void update(EventBroker broker) {
        BROKERS.compute(broker, (key, present) -> key.isInUse() ? Boolean.TRUE : null);
    }

    static Set<EventBroker> brokers() {
        return Set.copyOf(BROKERS.keySet());
    }
}
