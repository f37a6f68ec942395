package dev.observatory.runtime;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The record that the agent, and not the program, connected a tagged method. When the agent detaches, that connection is
 * closed, unless the program has registered the same method in the meantime.
 *
 * <p>Strongly reachable only from the method's observer. Safe from any thread.
 *
 * @hidden
 */
public final class AgentConnection {
    private @Nullable Runnable closing;
    private boolean isClosing;
    private boolean isOfProgram;
    private final ClassOwned<?> method;
    private final WeakReference<Class<?>> owner;

    /**
     * Creates the record of a method that is not connected yet.
     *
     * @param owner the class that declares the method
     * @param method what the observer knows of the method; it is left to the class while only the agent connects it
     */
    public AgentConnection(Class<?> owner, ClassOwned<?> method) {
        this.owner = new WeakReference<>(owner);
        this.method = method;
    }

    /**
     * Records that the agent made the connection, and arranges for it to be closed when the agent detaches.
     *
     * @param closing closes the connection; runs at most once, on the thread that detaches the agent, with no lock held
     */
    public synchronized void closeOnDetach(Runnable closing) {
        if (isOfProgram) {
            return; // Another thread has registered the method for the program meanwhile.
        }
        this.closing = closing;
        method.leaveToClass();
        AgentPresence.register(this);
    }

    /**
     * Reuses the present connection for another registration of the same method. If the program registers it, the
     * connection belongs to the program from then on and stays open when the agent detaches.
     *
     * @param isForAgent whether the agent, and not the program, registers the method
     * @return whether the connection can be reused; false if it is about to be closed and a new one must be made
     */
    public synchronized boolean tryReuse(boolean isForAgent) {
        if (!isForAgent && !isClosing) {
            if (closing != null) {
                method.hold();
            }
            closing = null;
            isOfProgram = true;
        }
        return !isClosing;
    }

    /**
     * Closes the connection if the agent alone made it: when the agent detaches, and when the class was discarded. The closing action
     * runs outside the lock, because it may acquire locks of other objects.
     */
    public void close() {
        Runnable closing;
        synchronized (this) {
            closing = this.closing;
            this.closing = null;
            isClosing |= closing != null;
        }
        if (closing != null) {
            method.release();
            closing.run();
        }
    }

    /** Returns the class; null if it was collected. */
    @Nullable
    Class<?> owner() {
        return owner.get();
    }
}
