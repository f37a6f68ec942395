package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.Subscription;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The responders of one broker, in the order of registration. Most brokers have none, so that the hook is created with the first. */
final class Responders {
    private final String namespace;
    private final Runnable onDemand;
    private volatile @Nullable EventHook<PendingRequest<?>> hook;

    /**
     * Creates an empty list.
     *
     * @param onDemand called after the first responder was added or the last one removed
     */
    Responders(String namespace, Runnable onDemand) {
        this.namespace = namespace;
        this.onDemand = onDemand;
    }

    boolean isEmpty() {
        EventHook<PendingRequest<?>> present = hook;
        return present == null || !present.hasOwnObservers();
    }

    <Q> Subscription add(Class<Q> type, Function<? super Q, ?> responder) {
        return hook().connect(new Responder<>(type, responder));
    }

    void call(PendingRequest<?> request) {
        EventHook<PendingRequest<?>> present = hook;
        if (present != null) {
            present.emit(request);
        }
    }

    private EventHook<PendingRequest<?>> hook() {
        BrokerLock.LOCK.lock();
        try {
            if (hook == null) {
                hook = new EventHook<>(
                        HookOptions.named("requests to " + namespace).onDemand(onDemand));
            }
            return requireNonNull(hook);
        } finally {
            BrokerLock.LOCK.unlock();
        }
    }

    /** Replies to the requests of one type, unless an earlier responder has. */
    private record Responder<Q>(Class<Q> type, Function<? super Q, ?> function)
            implements Consumer<PendingRequest<?>>, NamedObserver {

        @Override
        @SuppressWarnings("unchecked") // An instance of the boxed type, which is what Q stands for.
        public void accept(PendingRequest<?> request) {
            if (!request.isReplied() && TypedSubscriber.boxed(type).isInstance(request.request())) {
                request.call(function, (Q) request.request());
            }
        }

        @Override
        public String observerName() {
            return OverflowException.nameOf(function);
        }
    }
}
