package dev.observatory.bench.dispatch;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;

/** JavaFX: a property, which notifies its listeners only of changed values. */
final class FxDispatch extends Dispatch {
    private final ObjectProperty<Payload> property = new SimpleObjectProperty<>();

    /** Increments the payload's counter. */
    public static final class Listener implements ChangeListener<Payload> {
        /** Creates a listener. */
        public Listener() {}

        @Override
        public void changed(ObservableValue<? extends Payload> property, Payload old, Payload payload) {
            payload.seen++;
        }
    }

    @Override
    Class<?> observerType() {
        return Listener.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    Object connect(Object observer) {
        property.addListener((ChangeListener<Payload>) observer);
        return observer;
    }

    @Override
    @SuppressWarnings("unchecked")
    void close(Object connection) {
        property.removeListener((ChangeListener<Payload>) connection);
    }

    @Override
    void emit(Payload payload) {
        property.set(payload);
    }
}
