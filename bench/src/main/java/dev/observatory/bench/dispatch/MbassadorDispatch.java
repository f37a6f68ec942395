package dev.observatory.bench.dispatch;

import net.engio.mbassy.bus.MBassador;
import net.engio.mbassy.listener.Handler;
import net.engio.mbassy.listener.Listener;
import net.engio.mbassy.listener.References;

/** MBassador, with strong references to observers, which are called on the publishing thread. */
final class MbassadorDispatch extends Dispatch {
    private final MBassador<Payload> bus = new MBassador<>(error -> {
        throw new IllegalStateException(error.getCause());
    });

    /** Increments the payload's counter. */
    @Listener(references = References.Strong)
    public static final class CountingHandler {
        /** Creates an observer. */
        public CountingHandler() {}

        @Handler
        public void on(Payload payload) {
            payload.seen++;
        }
    }

    @Override
    Class<?> observerType() {
        return CountingHandler.class;
    }

    @Override
    Object connect(Object observer) {
        bus.subscribe(observer);
        return observer;
    }

    @Override
    void close(Object connection) {
        bus.unsubscribe(connection);
    }

    @Override
    void emit(Payload payload) {
        bus.publish(payload);
    }
}
