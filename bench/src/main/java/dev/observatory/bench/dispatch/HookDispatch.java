package dev.observatory.bench.dispatch;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.function.Consumer;

/** Observatory's hook. */
final class HookDispatch extends Dispatch {
    private final EventHook<Payload> hook = new EventHook<>("dispatch");

    @Override
    Class<?> observerType() {
        return CountingConsumer.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    Object connect(Object observer) {
        return hook.connect((Consumer<Payload>) observer);
    }

    @Override
    void close(Object connection) {
        ((Subscription) connection).close();
    }

    @Override
    void emit(Payload payload) {
        hook.emit(payload);
    }
}
