package dev.observatory.agent.library;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The library instances that woven code has called so far. Holds them weakly. Safe from any thread. */
public final class LibraryInstances {
    private final List<WeakReference<Class<?>>> bridges = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Is notified of library instances. */
    interface Listener {
        /** Is called for each instance, maybe more than once, on any thread, which may be in the midst of loading a class. */
        void libraryFound(LibraryInstance library);
    }

    /** Creates an empty collection. */
    public LibraryInstances() {}

    /**
     * Adds an instance. If it was not there, {@link #notifyListeners} is to follow once the instance knows of the agent.
     *
     * @param library the instance
     * @return whether it was not there; two threads that add the same instance may both receive true
     */
    public boolean add(LibraryInstance library) {
        for (WeakReference<Class<?>> known : bridges) {
            if (known.refersTo(library.bridge())) {
                return false;
            }
        }
        if (!bridges.isEmpty()) {
            bridges.removeIf(collected -> collected.refersTo(null));
        }
        bridges.add(new WeakReference<>(library.bridge()));
        return true;
    }

    /** Calls a listener for all instances that are present, and for each that is added, until it is removed. */
    void addListener(Listener listener) {
        listeners.add(listener);
        present().forEach(listener::libraryFound);
    }

    void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    /**
     * Notifies the listeners of a new instance.
     *
     * @param library the instance
     */
    public void notifyListeners(LibraryInstance library) {
        for (Listener listener : listeners) {
            listener.libraryFound(library);
        }
    }

    /**
     * Returns the instances that are not collected.
     *
     * @return each once
     */
    public List<LibraryInstance> present() {
        List<LibraryInstance> present = new ArrayList<>();
        for (WeakReference<Class<?>> known : bridges) {
            Class<?> bridge = known.get();
            if (bridge != null && !present.contains(new LibraryInstance(bridge))) {
                present.add(new LibraryInstance(bridge));
            }
        }
        return present;
    }

    /**
     * Returns the number of observer failures that all instances have isolated from the program.
     *
     * @return the sum
     */
    public long suppressedErrors() {
        return present().stream().mapToLong(LibraryInstance::suppressedErrors).sum();
    }

    /**
     * Returns the classes whose static observers could not be connected.
     *
     * @return reasons by the name of the class, sorted
     */
    public Map<String, String> observersNotConnected() {
        Map<String, String> all = new TreeMap<>();
        for (LibraryInstance library : present()) {
            all.putAll(library.observersNotConnected());
        }
        return all;
    }

    /**
     * Returns whether a member is observed through any instance.
     *
     * @param type the class that declares it; null for all
     * @param member as for {@link LibraryInstance#isObserved}
     * @return whether an observer is connected
     */
    public boolean isObserved(@Nullable Class<?> type, String member) {
        for (WeakReference<Class<?>> known : bridges) {
            Class<?> bridge = known.get();
            if (bridge != null && new LibraryInstance(bridge).isObserved(type, member)) {
                return true;
            }
        }
        return false;
    }
}
