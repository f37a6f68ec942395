package dev.observatory.agent.library;

import dev.observatory.agent.text.AgentMessages;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/**
 * Keeps an observer of the agent connected to every library instance, once to each, between {@link #connect} and {@link #disconnect}.
 * Holds neither instances nor connections: the instances hold what is connected to them.
 *
 * <p>Safe from any thread. Instances are also found inside the transformer, while a class is being loaded, and connecting may load
 * classes: no lock is held meanwhile, and no thread waits for another that connects. When {@link #connect} returns, an instance that
 * another thread has found at the same time may therefore still be in the process of being connected.
 */
public final class LibraryObserver {
    private final LibraryInstances libraries;
    private final Connector connector;
    /** Of the field: the listener is not a public method of this class. */
    private final LibraryInstances.Listener listener = this::libraryFound;
    // Both guarded by the map.
    private final Map<Class<?>, List<WeakReference<AutoCloseable>>> connected = new WeakHashMap<>();
    private boolean isConnected;

    /** Connects an observer to one library instance. */
    public interface Connector {
        /**
         * Connects the observer. Is called on the thread that finds the instance, without a lock.
         *
         * @param library the instance
         * @param made accepts each connection as soon as it is made, so that it is closed even if a later one cannot be made
         * @throws IllegalStateException if the instance is of an incompatible version; is reported, and the instance is observed no
         *     further
         */
        void connect(LibraryInstance library, Consumer<AutoCloseable> made);
    }

    /**
     * Creates an observer that is not connected.
     *
     * @param libraries all instances
     * @param connector connects it to one of them
     */
    public LibraryObserver(LibraryInstances libraries, Connector connector) {
        this.libraries = libraries;
        this.connector = connector;
    }

    /** Connects to all instances, present and future. */
    public void connect() {
        synchronized (connected) {
            isConnected = true;
        }
        libraries.addListener(listener);
    }

    /** Closes all connections, including those that other threads are making. */
    public void disconnect() {
        libraries.removeListener(listener);
        List<List<WeakReference<AutoCloseable>>> closing;
        synchronized (connected) {
            isConnected = false;
            closing = new ArrayList<>(connected.values());
            connected.clear();
        }
        for (List<WeakReference<AutoCloseable>> connections : closing) {
            close(connections);
        }
    }

    /**
     * Returns whether the observer is to be connected.
     *
     * @return true between {@link #connect} and {@link #disconnect}
     */
    public boolean isConnected() {
        synchronized (connected) {
            return isConnected;
        }
    }

    private void libraryFound(LibraryInstance library) {
        List<WeakReference<AutoCloseable>> claim = new ArrayList<>();
        synchronized (connected) {
            if (!isConnected || connected.putIfAbsent(library.bridge(), claim) != null) {
                return;
            }
        }
        List<WeakReference<AutoCloseable>> made = new ArrayList<>();
        try {
            connector.connect(library, connection -> made.add(new WeakReference<>(connection)));
        } catch (IllegalStateException otherVersion) {
            AgentMessages.print(library.named() + " cannot be observed: " + otherVersion.getMessage());
        } finally {
            keepOrClose(library, claim, made);
        }
    }

    private void keepOrClose(
            LibraryInstance library,
            List<WeakReference<AutoCloseable>> claim,
            List<WeakReference<AutoCloseable>> made) {
        synchronized (connected) {
            if (connected.get(library.bridge()) == claim) {
                claim.addAll(made);
                return;
            }
        }
        close(made); // Disconnected meanwhile.
    }

    private static void close(List<WeakReference<AutoCloseable>> connections) {
        for (WeakReference<AutoCloseable> held : connections) {
            AutoCloseable connection = held.get();
            if (connection != null) {
                try {
                    connection.close();
                } catch (Exception failure) {
                    AgentMessages.print("a connection could not be closed: " + failure);
                }
            }
        }
    }
}
