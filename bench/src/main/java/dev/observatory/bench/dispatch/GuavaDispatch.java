package dev.observatory.bench.dispatch;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;

/** Guava: an event bus that selects observers by the type of the payload. */
final class GuavaDispatch extends Dispatch {
    private final EventBus bus = new EventBus();

    /** Increments the payload's counter. */
    public static final class Listener {
        /** Creates a listener. */
        public Listener() {}

        @Subscribe
        public void on(Payload payload) {
            payload.seen++;
        }
    }

    @Override
    Class<?> observerType() {
        return Listener.class;
    }

    @Override
    Object connect(Object observer) {
        bus.register(observer);
        return observer;
    }

    @Override
    void close(Object connection) {
        bus.unregister(connection);
    }

    @Override
    void emit(Payload payload) {
        bus.post(payload);
    }
}
