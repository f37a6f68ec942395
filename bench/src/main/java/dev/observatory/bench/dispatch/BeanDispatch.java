package dev.observatory.bench.dispatch;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.beans.PropertyChangeSupport;

/** JavaBeans: the support for bound properties, which creates an event for each change. */
final class BeanDispatch extends Dispatch {
    private final PropertyChangeSupport support = new PropertyChangeSupport(this);

    /** Increments the payload's counter. */
    public static final class Listener implements PropertyChangeListener {
        /** Creates a listener. */
        public Listener() {}

        @Override
        public void propertyChange(PropertyChangeEvent event) {
            ((Payload) event.getNewValue()).seen++;
        }
    }

    @Override
    Class<?> observerType() {
        return Listener.class;
    }

    @Override
    Object connect(Object observer) {
        support.addPropertyChangeListener((PropertyChangeListener) observer);
        return observer;
    }

    @Override
    void close(Object connection) {
        support.removePropertyChangeListener((PropertyChangeListener) connection);
    }

    @Override
    void emit(Payload payload) {
        support.firePropertyChange("payload", null, payload);
    }
}
