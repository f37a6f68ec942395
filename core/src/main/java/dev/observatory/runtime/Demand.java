package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Notifies the sources that feed one or more hooks whether any observer is connected, so that they can stay idle while none
 * is.
 *
 * <p>Listeners are notified under one lock, in the order of the changes: the last value that each receives is the present
 * state, however many threads connect and disconnect concurrently. A listener must not connect or disconnect observers, nor call
 * code of the program.
 * Listeners are held weakly. Safe from any thread.
 *
 * @hidden
 */
public final class Demand {
    private final BooleanSupplier observed;
    // Guarded by itself.
    private final List<WeakReference<Consumer<Boolean>>> listeners = new ArrayList<>();

    /**
     * Creates the demand for one or more hooks, without listeners.
     *
     * @param observed returns whether any observer is connected now, for example {@code hook.isObserved()}
     * @throws NullPointerException if {@code observed} is null
     */
    public Demand(BooleanSupplier observed) {
        this.observed = requireNonNull(observed, "observed");
    }

    /**
     * Adds a listener and notifies it at once of the present state, on the calling thread.
     *
     * @param listener called with true while any observer is connected, on the thread that calls this method or
     *     {@link #notifyListeners()}; held weakly
     * @throws NullPointerException if {@code listener} is null
     */
    public void addListener(Consumer<Boolean> listener) {
        requireNonNull(listener, "listener");
        synchronized (listeners) {
            listeners.removeIf(held -> held.get() == null);
            listeners.add(new WeakReference<>(listener));
            listener.accept(observed.getAsBoolean());
        }
    }

    /**
     * Notifies all listeners of the present state, on the calling thread. Intended to be called from
     * {@code HookOptions.onDemand()}. The first exception of a listener is thrown after all were notified.
     */
    public void notifyListeners() {
        synchronized (listeners) {
            boolean now = observed.getAsBoolean();
            Throwable failure = null;
            for (WeakReference<Consumer<Boolean>> held : listeners) {
                Consumer<Boolean> listener = held.get();
                if (listener != null) {
                    try {
                        listener.accept(now);
                    } catch (Throwable thrown) {
                        failure = failure == null ? thrown : failure;
                    }
                }
            }
            if (failure != null) {
                throw TaggedMethods.<RuntimeException>rethrow(failure);
            }
        }
    }
}
