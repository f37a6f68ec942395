package dev.observatory.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observers of classes that are being loaded, which cannot be connected yet. Makes hooks connect them before the next
 * emission that has no observer.
 *
 * <p>Hooks without observers share one state, and an emission reads that state anyway. While observers wait, the state sends
 * emissions the long way, which ends here; at any other time an emission costs nothing more. Safe from any thread.
 *
 * @hidden
 */
public final class LateObservers {
    // Guarded by this class. One for each number of values that a hook can emit.
    private static final List<EmptyState> STATES = new ArrayList<>(4);
    private static volatile @Nullable Connector connector;

    private LateObservers() {}

    /** The state that hooks without observers share. */
    public interface EmptyState {

        /**
         * Called under the lock of {@link LateObservers} when observers begin to wait, and when none waits any more.
         *
         * @param areObserversWaiting whether emissions must call {@link LateObservers#connect()}
         */
        void setWaiting(boolean areObserversWaiting);
    }

    /** Connects the observers that wait. */
    public interface Connector {

        /** Connects the observers whose classes are loaded by now. Called on the emitter's thread with no lock held; must not throw. */
        void connectBeforeEmission();

        /**
         * Returns whether observers still wait. Called under a lock.
         *
         * @return false if all are connected or have been given up
         */
        boolean areWaiting();
    }

    /**
     * Adds a shared state.
     *
     * @param state notified from now on
     */
    public static synchronized void add(EmptyState state) {
        STATES.add(state);
        if (areWaiting()) {
            state.setWaiting(true);
        }
    }

    /**
     * Makes emissions connect observers first, until none waits. Loads no class and calls no code of the program: it may be called
     * while a class is being loaded.
     *
     * @param newConnector the connector; always the same one in a copy of the library
     */
    public static synchronized void begin(Connector newConnector) {
        connector = newConnector;
        for (EmptyState state : STATES) {
            state.setWaiting(true);
        }
    }

    /**
     * Returns whether observers wait.
     *
     * @return whether emissions must call {@link #connect()}
     */
    public static boolean areWaiting() {
        return connector != null;
    }

    /** Connects the observers whose classes are loaded by now. Called by an emission that has no observer. */
    public static void connect() {
        Connector present = connector;
        if (present != null) {
            present.connectBeforeEmission();
            endIfNoneWaits();
        }
    }

    /** Lets emissions go the short way again if no observer waits. */
    public static synchronized void endIfNoneWaits() {
        Connector present = connector;
        if (present != null && !present.areWaiting()) {
            connector = null;
            for (EmptyState state : STATES) {
                state.setWaiting(false);
            }
        }
    }
}
