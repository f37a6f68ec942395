package dev.observatory.broker;

import dev.observatory.hook.Hook;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The observer that broadcasts what one hook emits, connected only while a broadcast would reach an observer.
 *
 * <p>It holds the hook weakly: code that can still emit holds the hook itself.
 */
final class Relay<T> implements Consumer<T> {
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private final EventBroker broker;
    private final Origin<T> origin;
    private boolean connected; // Guarded by BrokerLock.LOCK.

    Relay(EventBroker broker, Hook<Consumer<T>> hook) {
        this.broker = broker;
        this.origin = new Origin<>(this, hook);
    }

    /** Returns a relay whose hook was collected, each exactly once; null if there is none. */
    static @Nullable Relay<?> nextCollected() {
        return COLLECTED.poll() instanceof Origin<?> origin ? origin.relay : null;
    }

    @Override
    public void accept(T message) {
        broker.broadcast(message);
    }

    EventBroker broker() {
        return broker;
    }

    boolean isFrom(Hook<?> hook) {
        return origin.get() == hook;
    }

    /** Connects or disconnects this relay if necessary. The state changes first, because the call may re-enter this method. */
    void setConnected(boolean wanted) {
        if (connected == wanted) {
            return;
        }
        connected = wanted;
        Hook<Consumer<T>> hook = origin.get();
        if (hook == null) {
            return;
        }
        if (wanted) {
            hook.connect(this);
        } else {
            hook.disconnect(this);
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
