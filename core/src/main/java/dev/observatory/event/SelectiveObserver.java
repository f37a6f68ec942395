package dev.observatory.event;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.WeakIdentityMap;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Observes or counts all calls of selected events, including events that run for the first time later.
 *
 * <p>Each event determines its own demand, so events that are not selected stay idle. An event is tested when the observer is
 * opened, or when its method first runs; if both happen, it is connected once. Events are referred to weakly.
 */
final class SelectiveObserver implements AutoCloseable {
    private static final List<SelectiveObserver> OPEN = new CopyOnWriteArrayList<>();

    private final BiPredicate<Class<?>, String> selection;
    private final Connector connector;
    private final WeakIdentityMap<AtomicBoolean> connected = new WeakIdentityMap<>();
    private final Queue<WeakReference<AutoCloseable>> connections = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Connects to one event. */
    interface Connector {
        /**
         * Connects to an event. Called once for each event that is selected.
         *
         * @param made accepts each connection as soon as it is made
         */
        void connect(MethodEventPoint event, Consumer<AutoCloseable> made);
    }

    private SelectiveObserver(BiPredicate<Class<?>, String> selection, Connector connector) {
        this.selection = selection;
        this.connector = connector;
    }

    /** Opens an observer, which is connected to all selected events when this method returns. */
    static SelectiveObserver open(BiPredicate<Class<?>, String> selection, Connector connector) {
        SelectiveObserver opened = new SelectiveObserver(selection, connector);
        OPEN.add(opened); // First, so that no event is missed in between.
        GlobalEvents.forEach(opened::connectTo);
        return opened;
    }

    /** Called when the method of an event is about to run for the first time. */
    static void linked(MethodEventPoint event) {
        for (SelectiveObserver opened : OPEN) {
            opened.connectTo(event);
        }
    }

    private void connectTo(MethodEventPoint event) {
        if (event.isSelectedBy(selection)
                && connected.computeIfAbsent(event, AtomicBoolean::new).compareAndSet(false, true)) {
            connector.connect(event, this::keep);
        }
    }

    private void keep(AutoCloseable connection) {
        connections.add(new WeakReference<>(connection));
        if (closed) {
            close(connection);
        }
    }

    @Override
    public void close() {
        OPEN.remove(this);
        closed = true;
        for (WeakReference<AutoCloseable> held : connections) {
            AutoCloseable connection = held.get();
            if (connection != null) {
                close(connection);
            }
        }
        connections.clear();
    }

    private static void close(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception failure) {
            ObserverErrors.report("selected events", connection, failure);
        }
    }
}
