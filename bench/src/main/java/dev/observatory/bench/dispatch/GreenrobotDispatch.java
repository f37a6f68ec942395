package dev.observatory.bench.dispatch;

import org.greenrobot.eventbus.EventBus;
import org.greenrobot.eventbus.Subscribe;

/** greenrobot EventBus, configured to ignore supertypes of the payload and not to report missing subscribers. */
final class GreenrobotDispatch extends Dispatch {
    private final EventBus bus = EventBus.builder()
            .eventInheritance(false)
            .sendNoSubscriberEvent(false)
            .logNoSubscriberMessages(false)
            .build();

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
