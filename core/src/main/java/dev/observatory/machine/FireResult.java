package dev.observatory.machine;

/** What became of a trigger that was fired. */
public enum FireResult {
    /** A transition was taken: states were left and entered. */
    TRANSITIONED,

    /** An internal transition was taken: its actions ran, no state was left. */
    INTERNAL,

    /** The trigger leads somewhere from here, but every guard on the way refused; nothing happened. */
    REFUSED_BY_GUARD,

    /** The trigger leads nowhere from here, or the machine is finished; nothing happened. */
    UNHANDLED,

    /**
     * The trigger waits: it was fired from inside a transition, is deferred by an active state, or goes to an executor. What
     * it ends with, nobody is told but whoever asked with {@code submit}; failures go to
     * {@link dev.observatory.hook.ObserverErrors}.
     */
    QUEUED;

    /**
     * Whether the machine took the trigger.
     *
     * @return true for {@link #TRANSITIONED} and {@link #INTERNAL}
     */
    public boolean isTaken() {
        return this == TRANSITIONED || this == INTERNAL;
    }
}
