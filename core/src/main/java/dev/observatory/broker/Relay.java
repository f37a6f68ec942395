package dev.observatory.broker;

import dev.observatory.hook.Hook;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The observer that broadcasts what one hook emits, connected only while a broadcast would reach somebody.
 *
 * <p>It refers to the hook weakly: who can still emit holds the hook, and if nobody can, the broker need not.
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

    /** A relay whose hook was collected; each is told once. */
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

    /** Connects or disconnects, if it is not so already. Noted before the call, which may come back here. */
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
