package dev.observatory.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Holds strongly the brokers that are in use, even if no other code refers to them: those with a subscriber, a publisher or a
 * queued message. Their ancestors stay reachable, because a broker holds its parent.
 */
final class LiveBrokers {
    private static final ConcurrentMap<EventBroker, Boolean> BROKERS = new ConcurrentHashMap<>();

    private LiveBrokers() {}

    /**
     * Tests again whether a broker is in use, and holds or releases it. To be called after every change that may affect it.
     *
     * <p>The map runs one update at a time per broker, and each reads the present state. The last update, which follows the last
     * change, therefore decides, whatever the order of the threads.
     */
    static void update(EventBroker broker) {
        BROKERS.compute(broker, (key, present) -> key.isInUse() ? Boolean.TRUE : null);
    }

    static Set<EventBroker> brokers() {
        return Set.copyOf(BROKERS.keySet());
    }
}
