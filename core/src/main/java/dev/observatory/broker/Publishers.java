package dev.observatory.broker;

import dev.observatory.hook.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that publish to one broker or to its descendants: all hooks whose broadcasts reach this broker.
 *
 * <p>The lists change under {@link BrokerLock#LOCK}. Hooks are connected and disconnected with no lock held, because that runs their
 * demand listeners; see {@link Relay}. The list of the root broker stays empty: it looks through all brokers in use instead.
 */
final class Publishers {
    private final EventBroker broker;
    // Both are replaced under the lock and read without it.
    private volatile List<Relay<?>> own = List.of();
    private volatile List<Relay<?>> reaching = List.of();

    Publishers(EventBroker broker) {
        this.broker = broker;
    }

    boolean isEmpty() {
        return own.isEmpty();
    }

    <T> boolean add(Hook<Consumer<T>> hook) {
        Relay<T> relay;
        BrokerLock.LOCK.lock();
        try {
            if (find(hook) != null) {
                return false;
            }
            relay = new Relay<>(broker, hook);
            own = with(own, relay);
            for (EventBroker each = broker; each != null; each = each.parent()) {
                each.publishers().reaching = with(each.publishers().reaching, relay);
            }
        } finally {
            BrokerLock.LOCK.unlock();
        }
        LiveBrokers.update(broker);
        relay.update();
        return true;
    }

    boolean remove(Hook<?> hook) {
        Relay<?> relay;
        BrokerLock.LOCK.lock();
        try {
            relay = find(hook);
            if (relay == null) {
                return false;
            }
            removeRelay(relay);
            relay.remove();
        } finally {
            BrokerLock.LOCK.unlock();
        }
        LiveBrokers.update(broker);
        relay.update();
        return true;
    }

    /** Connects or disconnects every publisher that reaches this broker. To be called after its demand has changed. */
    void demandChanged() {
        if (broker.isRoot()) {
            for (EventBroker each : LiveBrokers.brokers()) {
                each.publishers().own.forEach(Relay::update);
            }
        } else {
            reaching.forEach(Relay::update);
        }
    }

    /** Removes the publishers whose hooks were collected from the brokers that they published to. */
    static void removeCollected() {
        for (Relay<?> relay = Relay.nextCollected(); relay != null; relay = Relay.nextCollected()) {
            BrokerLock.LOCK.lock();
            try {
                relay.broker().publishers().removeRelay(relay);
            } finally {
                BrokerLock.LOCK.unlock();
            }
            LiveBrokers.update(relay.broker());
        }
    }

    private void removeRelay(Relay<?> relay) {
        own = without(own, relay);
        for (EventBroker each = broker; each != null; each = each.parent()) {
            each.publishers().reaching = without(each.publishers().reaching, relay);
        }
    }

    private @Nullable Relay<?> find(Hook<?> hook) {
        for (Relay<?> relay : own) {
            if (relay.isFrom(hook)) {
                return relay;
            }
        }
        return null;
    }

    private static List<Relay<?>> with(List<Relay<?>> before, Relay<?> added) {
        List<Relay<?>> after = new ArrayList<>(before);
        after.add(added);
        return List.copyOf(after);
    }

    private static List<Relay<?>> without(List<Relay<?>> before, Relay<?> removed) {
        List<Relay<?>> after = new ArrayList<>(before);
        after.removeIf(Predicate.isEqual(removed));
        return List.copyOf(after);
    }
}
