package dev.observatory.bench.dispatch;

import java.util.Arrays;
import java.util.function.Consumer;

/** The lower bound: a loop over an array, without support for disconnecting. */
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
        throw new UnsupportedOperationException("The array cannot disconnect observers; compare with another system");
    }

    @Override
    void emit(Payload payload) {
        for (Consumer<Payload> observer : observers) {
            observer.accept(payload);
        }
    }
}
