package dev.observatory.event;

import dev.observatory.hook.Subscription;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Somebody who observes the ends of all calls of chosen events, whichever those turn out to be.
 *
 * <p>Each event decides by itself whether it is observed, so those that are not chosen stay idle. An event is met when the selective
 * is opened, or when its method first runs; who meets it twice connects the same observer, which runs once. No event is kept
 * alive by being tapped.
 */
final class SelectiveObserver implements AutoCloseable {
    private static final List<SelectiveObserver> OPEN = new CopyOnWriteArrayList<>();

    private final BiPredicate<Class<?>, String> chosen;
    private final Consumer<EventData> observer;
    private final Queue<WeakReference<Subscription>> connections = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private SelectiveObserver(BiPredicate<Class<?>, String> chosen, Consumer<EventData> observer) {
        this.chosen = chosen;
        this.observer = observer;
    }

    static SelectiveObserver open(BiPredicate<Class<?>, String> chosen, Consumer<EventData> observer) {
        SelectiveObserver selective = new SelectiveObserver(chosen, observer);
        OPEN.add(selective); // First, so that no event slips through between the two.
        GlobalEvents.forEach(selective::connectTo);
        return selective;
    }

    /** The method of an event is about to run for the first time. */
    static void linked(MethodEventPoint event) {
        for (SelectiveObserver selective : OPEN) {
            selective.connectTo(event);
        }
    }

    private void connectTo(MethodEventPoint event) {
        if (event.isOneOf(chosen)) {
            Subscription connection = event.exited().connect(observer);
            connections.add(new WeakReference<>(connection));
            if (closed) {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        OPEN.remove(this);
        closed = true;
        for (WeakReference<Subscription> held : connections) {
            Subscription connection = held.get();
            if (connection != null) {
                connection.close();
            }
        }
        connections.clear();
    }
}
