package dev.observatory.broker;

import dev.observatory.hook.Hook;
import dev.observatory.hook.ObserverErrors;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One hook that publishes to one broker, observed only while a broadcast would reach an observer.
 *
 * <p>It holds the hook weakly: code that can still emit holds the hook itself.
 *
 * <p>Connecting runs the demand listener of the hook, which is foreign code, and so happens with no lock held. Therefore each period
 * of demand has an observer of its own, its link, which is chosen under the lock and then connected by every thread that relies on
 * it: threads that come and go at the same time cannot undo each other's change, and none has to wait for another.
 */
final class Relay<T> {
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private final EventBroker broker;
    private final Origin<T> origin;
    private boolean removed; // Guarded by BrokerLock.LOCK.

    // The only link that broadcasts; null while there is no demand. Written under BrokerLock.LOCK.
    private volatile @Nullable Link link;

    Relay(EventBroker broker, Hook<Consumer<T>> hook) {
        this.broker = broker;
        this.origin = new Origin<>(this, hook);
    }

    /** Returns a relay whose hook was collected, each exactly once; null if there is none. */
    static @Nullable Relay<?> nextCollected() {
        return COLLECTED.poll() instanceof Origin<?> origin ? origin.relay : null;
    }

    EventBroker broker() {
        return broker;
    }

    boolean isFrom(Hook<?> hook) {
        return origin.get() == hook;
    }

    /** Ends the demand permanently; takes effect with the next update. To be called with the lock held. */
    void remove() {
        removed = true;
    }

    /** Connects or disconnects the hook if necessary. To be called after each change of the demand, with no lock held. */
    void update() {
        Hook<Consumer<T>> hook = origin.get();
        if (hook == null) {
            return;
        }
        Link before;
        Link after;
        BrokerLock.LOCK.lock();
        try {
            boolean isWanted = !removed && broker.hooks().reachesObservers();
            before = link;
            after = isWanted ? (before == null ? new Link() : before) : null;
            link = after;
        } finally {
            BrokerLock.LOCK.unlock();
        }
        if (after != null) {
            connect(hook, after);
        } else if (before != null) {
            disconnect(hook, before);
        }
    }

    private void connect(Hook<Consumer<T>> hook, Link wanted) {
        if (!wanted.isConnected) {
            try {
                hook.connect(wanted);
            } catch (Throwable failure) {
                ObserverErrors.report(hook.name(), wanted, failure);
            }
            wanted.isConnected = true;
        }
        if (link != wanted) {
            disconnect(hook, wanted); // Given up by another thread, possibly before this one has connected it.
        }
    }

    private static <T> void disconnect(Hook<Consumer<T>> hook, Consumer<T> unwanted) {
        try {
            hook.disconnect(unwanted);
        } catch (Throwable failure) {
            ObserverErrors.report(hook.name(), unwanted, failure);
        }
    }

    /** The observer of one period of demand. */
    private final class Link implements Consumer<T> {
        /** Whether a thread has connected it; only saves others the attempt. */
        private volatile boolean isConnected;

        @Override
        public void accept(T message) {
            if (link == this) {
                broker.broadcast(message);
            }
        }
    }

    private static final class Origin<T> extends WeakReference<Hook<Consumer<T>>> {
        private final Relay<T> relay;

        Origin(Relay<T> relay, Hook<Consumer<T>> hook) {
            super(hook, COLLECTED);
            this.relay = relay;
        }
    }
}
