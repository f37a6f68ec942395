package dev.observatory.bench.dispatch;

import java.util.Arrays;
import java.util.function.Consumer;

/** The limit: a loop over an array, with nothing that could come or go. */
final class ArrayDispatch extends Dispatch {
    @SuppressWarnings("unchecked")
    private Consumer<Payload>[] observers = new Consumer[0];

    @Override
    Class<?> observerType() {
        return CountingConsumer.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    Object connect(Object observer) {
        observers = Arrays.copyOf(observers, observers.length + 1);
        observers[observers.length - 1] = (Consumer<Payload>) observer;
        return observer;
    }

    @Override
    void close(Object connection) {
        throw new UnsupportedOperationException("The array has no way to disconnect; compare with another system");
    }

    @Override
    void emit(Payload payload) {
        for (Consumer<Payload> observer : observers) {
            observer.accept(payload);
        }
    }
}
