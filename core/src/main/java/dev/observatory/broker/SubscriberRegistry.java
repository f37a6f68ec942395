package dev.observatory.broker;

import dev.observatory.hook.Subscription;
import dev.observatory.runtime.AgentConnection;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects the subscribers of one broker to its hooks, each subscription once, and replays to them what was retained.
 *
 * <p>Connecting happens under {@link BrokerLock#LOCK}; the demand listener of the hooks leaves out what calls foreign code and is
 * caught up on afterwards. Retained messages are replayed with no lock held.
 */
final class SubscriberRegistry {
    private final EventBroker broker;
    private final SubscriberHooks hooks;
    private final List<Registered> registered = new ArrayList<>(0); // Guarded by BrokerLock.LOCK.

    SubscriberRegistry(EventBroker broker, SubscriberHooks hooks) {
        this.broker = broker;
        this.hooks = hooks;
    }

    /** A subscriber that is connected, or was until recently; the hook holds it as long as it is. */
    private record Registered(WeakReference<KeyedSubscriber> subscriber, Subscription connection) {}

    /** Subscribes to all messages, or returns the existing connection of the same subscriber. */
    Subscription subscribe(Consumer<Object> added) {
        Subscription present = find(new SubscriptionKey(added, SubscriptionKey.ALL, false), false);
        if (present != null) {
            return present;
        }
        if (Retention.reaching(broker).isEmpty() || isObserver(added)) {
            Subscription made = hooks.sent().connect(added);
            broker.publishersDemandChanged();
            return made;
        }
        return subscribe(DeliverySubscriber.ofAllMessages(added), false);
    }

    /** Subscribes, or returns the existing connection of the same subscription. */
    Subscription subscribe(KeyedSubscriber added, boolean isForAgent) {
        if (Retention.reaching(broker).isEmpty()) {
            Subscription connection = connectOnce(added, added, isForAgent).connection();
            broker.publishersDemandChanged();
            return connection;
        }
        ReplayGate gate = new ReplayGate(broker.namespace());
        DeliverySubscriber late = DeliverySubscriber.behind(gate, added);
        Connected connected = connectOnce(added, late, isForAgent);
        broker.publishersDemandChanged();
        if (connected.isNew()) {
            gate.replay(Retention.snapshot(Retention.reaching(broker)), late, connected.connection());
        }
        return connected.connection();
    }

    /** The connection of a subscription, and whether it was made just now. */
    private record Connected(Subscription connection, boolean isNew) {}

    private Connected connectOnce(KeyedSubscriber added, KeyedSubscriber observer, boolean isForAgent) {
        BrokerLock.LOCK.lock();
        try {
            Subscription present = find(added.key(), isForAgent);
            if (present != null) {
                return new Connected(present, false);
            }
            AgentConnection byAgent = isForAgent && added instanceof MethodSubscriber method ? method.byAgent() : null;
            if (byAgent != null) {
                byAgent.closeOnDetach(() -> disconnect(observer));
            }
            Subscription made = connect(observer);
            registered.add(new Registered(new WeakReference<>(observer), made));
            if (byAgent != null && byAgent.isClosed()) {
                made.close();
            }
            return new Connected(made, true);
        } finally {
            BrokerLock.LOCK.unlock();
        }
    }

    /** Returns the open connection of a subscription; null if there is none. Releases what belongs to closed ones. */
    private @Nullable Subscription find(SubscriptionKey key, boolean isForAgent) {
        BrokerLock.LOCK.lock();
        try {
            registered.removeIf(each -> !each.connection().isOpen());
            for (Registered each : registered) {
                KeyedSubscriber subscriber = each.subscriber().get();
                if (subscriber != null && subscriber.key().isSame(key) && subscriber.tryReuse(isForAgent)) {
                    return each.connection();
                }
            }
            return null;
        } finally {
            BrokerLock.LOCK.unlock();
        }
    }

    @SuppressWarnings("unchecked") // The other kinds of keyed subscribers receive messages.
    private Subscription connect(KeyedSubscriber observer) {
        return observer instanceof DeliverySubscriber delivery
                ? hooks.deliveries().connect(delivery)
                : hooks.sent().connect((Consumer<Object>) observer);
    }

    @SuppressWarnings("unchecked") // As in connect.
    private void disconnect(KeyedSubscriber observer) {
        if (observer instanceof DeliverySubscriber delivery) {
            hooks.deliveries().disconnect(delivery);
        } else {
            hooks.sent().disconnect((Consumer<Object>) observer);
        }
    }

    private boolean isObserver(Consumer<Object> subscriber) {
        for (Consumer<Object> each : SubscriberHooks.observersOf(hooks.sent())) {
            if (each == subscriber) {
                return true;
            }
        }
        return false;
    }
}
