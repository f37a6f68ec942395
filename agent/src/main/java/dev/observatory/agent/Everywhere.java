package dev.observatory.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Keeps an observer of the agent connected to every copy of the library, while it is wanted. Holds no copy: what it connects, the
 * copies themselves hold.
 *
 * <p>Told of copies inside the transformer too: no lock is held while anything is connected, since that may load classes.
 */
final class Everywhere {
    private final Connector connector;
    // Both guarded by the map.
    private final Map<Class<?>, List<WeakReference<AutoCloseable>>> connected = new WeakHashMap<>();
    private boolean wanted;

    /** Connects an observer to one copy. */
    interface Connector {
        /**
         * Connects it.
         *
         * @return what closes the connections; none if the copy does not fit
         */
        List<AutoCloseable> connect(LibraryCopy copy);
    }

    Everywhere(Connector connector) {
        this.connector = connector;
    }

    /** Connects to all copies, now and as they appear. */
    void on(List<LibraryCopy> present) {
        synchronized (connected) {
            wanted = true;
        }
        for (LibraryCopy copy : present) {
            appeared(copy);
        }
    }

    /** Closes all connections. */
    void off() {
        List<List<WeakReference<AutoCloseable>>> closing;
        synchronized (connected) {
            wanted = false;
            closing = new ArrayList<>(connected.values());
            connected.clear();
        }
        for (List<WeakReference<AutoCloseable>> connections : closing) {
            close(connections);
        }
    }

    /** A copy is there; it may have been told before. */
    void appeared(LibraryCopy copy) {
        List<WeakReference<AutoCloseable>> claim = new ArrayList<>();
        synchronized (connected) {
            if (!wanted || connected.putIfAbsent(copy.door(), claim) != null) {
                return;
            }
        }
        List<WeakReference<AutoCloseable>> made = new ArrayList<>();
        for (AutoCloseable connection : connector.connect(copy)) {
            made.add(new WeakReference<>(connection));
        }
        synchronized (connected) {
            if (connected.get(copy.door()) == claim) {
                claim.addAll(made);
                return;
            }
        }
        close(made);
    }

    boolean isOn() {
        synchronized (connected) {
            return wanted;
        }
    }

    private static void close(List<WeakReference<AutoCloseable>> connections) {
        for (WeakReference<AutoCloseable> held : connections) {
            AutoCloseable connection = held.get();
            if (connection != null) {
                try {
                    connection.close();
                } catch (Exception failure) {
                    Warnings.print("a connection could not be closed: " + failure);
                }
            }
        }
    }
}
