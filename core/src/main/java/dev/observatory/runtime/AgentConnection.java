package dev.observatory.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A connection that the agent has made for a tagged method: it is closed when the agent detaches, unless the program has registered the
 * method too. Not for applications: names and meanings may change.
 *
 * <p>Held by the method's observer, and weakly by all else. Safe from any thread.
 */
public final class AgentConnection {
    private @Nullable Runnable closing;
    private boolean isGoing;

    /** Of a method that is not connected yet. */
    public AgentConnection() {}

    /**
     * The agent has made the connection.
     *
     * @param closing closes the connection
     */
    public synchronized void connected(Runnable closing) {
        this.closing = closing;
        AgentPresence.remember(this);
    }

    /**
     * Somebody registers the method that is connected already. If it is the program, the connection is the program's from now on.
     *
     * @param isForAgent whether it is the agent
     * @return false if the connection is about to be closed, and another is to be made
     */
    public synchronized boolean keepFor(boolean isForAgent) {
        if (!isForAgent && !isGoing) {
            closing = null;
        }
        return !isGoing;
    }

    /** Closes without a lock: that may take those of others. */
    void agentDetached() {
        Runnable closing;
        synchronized (this) {
            closing = this.closing;
            isGoing = closing != null;
        }
        if (closing != null) {
            closing.run();
        }
    }
}
