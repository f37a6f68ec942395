package dev.observatory.agent.transform;

import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.text.AgentMessages;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that the setting {@code observers} names. They are loaded and initialized by the system class loader, on the thread that
 * starts the agent; a class that another class loader loads later is connected then, like any other. Safe for use by many threads.
 */
final class ObserverClasses {
    private final Map<String, String> notConnected = new ConcurrentHashMap<>();

    /** Connects the static observers of classes; returns whether those of all are connected. */
    boolean connect(List<String> names) {
        boolean areAllConnected = true;
        for (String name : names) {
            String reason = connect(name);
            if (reason == null) {
                notConnected.remove(name);
            } else {
                areAllConnected = false;
                notConnected.put(name, reason);
                AgentMessages.print("observers not connected: class [" + name + "]: " + reason);
            }
        }
        return areAllConnected;
    }

    private static @Nullable String connect(String name) {
        Class<?> loaded;
        try {
            loaded = Class.forName(name, false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException missing) {
            return "the system class loader does not find it; its observers are connected when another class loader loads it";
        } catch (Throwable failure) {
            return "it cannot be loaded: " + failure;
        }
        ClassLoader loader = loaded.getClassLoader();
        LibraryInstance library = loader == null ? null : LibraryInstance.seenFrom(loader);
        if (library == null) {
            return "its class loader does not find the Observatory library";
        }
        try {
            String reason = library.connectObservers(loaded);
            return reason == null ? null : reason.replace("\n", "");
        } catch (IllegalStateException otherVersion) {
            return String.valueOf(otherVersion.getMessage());
        }
    }

    /** Called when a class with static observers is loaded: the library connects them, and reports it if it cannot. */
    void found(String name) {
        notConnected.remove(name);
    }

    Map<String, String> notConnected() {
        return notConnected;
    }
}
