package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tells those who feed hooks whether anybody listens, so that they can work only while somebody does.
 *
 * <p>Listeners are told under one lock, in the order of the changes: the last word that each heard is the present state,
 * however many threads connect and disconnect meanwhile. A listener must not connect or disconnect observers.
 */
public final class Demand {
    private final BooleanSupplier observed;
    // Guarded by itself.
    private final List<WeakReference<Consumer<Boolean>>> listeners = new ArrayList<>();

    /**
     * Creates the demand for one or more hooks.
     *
     * @param observed whether anybody listens now, for example {@code hook.isObserved()}
     * @throws NullPointerException if {@code observed} is null
     */
    public Demand(BooleanSupplier observed) {
        this.observed = requireNonNull(observed, "observed");
    }

    /**
     * Adds a listener and tells it at once how it stands now.
     *
     * @param listener told true while somebody listens; held weakly
     * @throws NullPointerException if {@code listener} is null
     */
    public void listen(Consumer<Boolean> listener) {
        requireNonNull(listener, "listener");
        synchronized (listeners) {
            listeners.removeIf(held -> held.get() == null);
            listeners.add(new WeakReference<>(listener));
            listener.accept(observed.getAsBoolean());
        }
    }

    /** Tells all listeners how it stands now; {@code HookOptions.onDemand()} is the place to call it from. */
    public void changed() {
        synchronized (listeners) {
            boolean now = observed.getAsBoolean();
            for (WeakReference<Consumer<Boolean>> held : listeners) {
                Consumer<Boolean> listener = held.get();
                if (listener != null) {
                    listener.accept(now);
                }
            }
        }
    }
}
