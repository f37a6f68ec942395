package dev.observatory.runtime;

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

    /** Creates the record of a method that is not connected yet. */
    public AgentConnection() {}

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
            closing = null;
            isOfProgram = true;
        }
        return !isClosing;
    }

    /** Runs the closing action outside the lock, because it may acquire locks of other objects. */
    void closeForDetach() {
        Runnable closing;
        synchronized (this) {
            closing = this.closing;
            isClosing = closing != null;
        }
        if (closing != null) {
            closing.run();
        }
    }
}
