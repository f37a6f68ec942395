package dev.observatory.agent.library;

import dev.observatory.agent.text.AgentMessages;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/**
 * Keeps an observer of the agent connected to every copy of the library, while it is wanted. Holds no copy: what it connects, the
 * copies themselves hold.
 *
 * <p>Told of copies inside the transformer too: no lock is held while anything is connected, since that may load classes.
 */
public final class LibraryObserver implements Consumer<LibraryInstance> {
    private final LibraryInstances copies;
    private final Connector connector;
    // Both guarded by the map.
    private final Map<Class<?>, List<WeakReference<AutoCloseable>>> connected = new WeakHashMap<>();
    private boolean wanted;

    /** Connects an observer to one copy. */
    public interface Connector {
        /**
         * Connects it.
         *
         * @return what closes the connections
         * @throws IllegalStateException if the copy does not fit
         */
        List<AutoCloseable> connect(LibraryInstance copy);
    }

    public LibraryObserver(LibraryInstances copies, Connector connector) {
        this.copies = copies;
        this.connector = connector;
    }

    /** Connects to all copies, now and as they appear. */
    public void on() {
        synchronized (connected) {
            wanted = true;
        }
        copies.follow(this);
    }

    /** Closes all connections. */
    public void off() {
        copies.unfollow(this);
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
    @Override
    public void accept(LibraryInstance copy) {
        List<WeakReference<AutoCloseable>> claim = new ArrayList<>();
        synchronized (connected) {
            if (!wanted || connected.putIfAbsent(copy.door(), claim) != null) {
                return;
            }
        }
        List<WeakReference<AutoCloseable>> made = connectedTo(copy);
        synchronized (connected) {
            if (connected.get(copy.door()) == claim) {
                claim.addAll(made);
                return;
            }
        }
        close(made);
    }

    private List<WeakReference<AutoCloseable>> connectedTo(LibraryInstance copy) {
        List<WeakReference<AutoCloseable>> made = new ArrayList<>();
        try {
            for (AutoCloseable connection : connector.connect(copy)) {
                made.add(new WeakReference<>(connection));
            }
        } catch (IllegalStateException otherVersion) {
            AgentMessages.print("a copy of the library in class loader ["
                    + copy.door().getClassLoader() + "] cannot be observed: " + otherVersion.getMessage());
        }
        return made;
    }

    public boolean isOn() {
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
                    AgentMessages.print("a connection could not be closed: " + failure);
                }
            }
        }
    }
}
