package dev.observatory.event;

import dev.observatory.hook.Subscription;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observes the ends, and on request the beginnings, of all calls of selected events, including events that run for the first time later.
 *
 * <p>Each event determines its own demand, so events that are not selected stay idle. An event is tested when the observer is
 * opened, or when its method first runs; if both happen, the same observer is connected twice and runs once. Events are referred
 * to weakly.
 */
final class SelectiveObserver implements AutoCloseable {
    private static final List<SelectiveObserver> OPEN = new CopyOnWriteArrayList<>();

    private final BiPredicate<Class<?>, String> selection;
    private final @Nullable Consumer<EventData> begun;
    private final Consumer<EventData> ended;
    private final Queue<WeakReference<Subscription>> connections = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private SelectiveObserver(
            BiPredicate<Class<?>, String> selection, @Nullable Consumer<EventData> begun, Consumer<EventData> ended) {
        this.selection = selection;
        this.begun = begun;
        this.ended = ended;
    }

    /** Opens an observer; without one of the beginnings, these are not even emitted for it. */
    static SelectiveObserver open(
            BiPredicate<Class<?>, String> selection, @Nullable Consumer<EventData> begun, Consumer<EventData> ended) {
        SelectiveObserver opened = new SelectiveObserver(selection, begun, ended);
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
        if (event.isSelectedBy(selection)) {
            keep(event.exited().connect(ended));
            if (begun != null) {
                keep(event.aboutToRun().connect(begun));
            }
        }
    }

    private void keep(Subscription connection) {
        connections.add(new WeakReference<>(connection));
        if (closed) {
            connection.close();
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
