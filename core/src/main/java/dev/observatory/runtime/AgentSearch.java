package dev.observatory.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Registers this copy of the library with an agent, when the library is used for the first time. Most programs never use it, so an agent
 * does not register itself earlier. A class of its own, since the agent uses it while {@link AgentPresence} is being loaded.
 *
 * @hidden
 */
public final class AgentSearch {
    /** Where an agent that is attached to this JVM accepts library instances that it has not found itself. */
    private static final String BRIDGE = "java.lang.ObservatoryBridge1";

    private static final Object LOCK = new Object();

    private static volatile @Nullable Runnable registration;
    private static volatile boolean isDone;
    /** Guarded by the lock. */
    private static boolean hasBegun;

    private AgentSearch() {}

    /**
     * Sets how this copy is registered.
     *
     * @param registering registers the agent with this copy; called once at most, on any thread that uses the library
     */
    public static void expect(Runnable registering) {
        registration = registering;
    }

    /** Forgets how to register: the agent has detached. */
    static void forget() {
        registration = null;
    }

    /** Registers this copy, unless that was tried before. Other threads wait meanwhile; no code of the program runs. */
    static void run() {
        if (isDone) {
            return;
        }
        synchronized (LOCK) {
            if (!hasBegun) {
                hasBegun = true;
                try {
                    search();
                } finally {
                    isDone = true;
                }
            }
        }
    }

    private static void search() {
        Runnable registering = registration;
        if (registering != null) {
            registration = null;
            registering.run();
            return;
        }
        try {
            Class.forName(BRIDGE, true, null).getMethod("register", Class.class).invoke(null, AgentPresence.class);
        } catch (ReflectiveOperationException | SecurityException noAgent) {
            // Most programs have none.
        }
    }
}
