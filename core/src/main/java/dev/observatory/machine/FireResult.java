package dev.observatory.machine;

/** The result of firing a trigger. */
public enum FireResult {
    /** A transition was taken: states were left and entered. */
    TRANSITIONED,

    /** An internal transition was taken: its actions ran, no state was left. */
    INTERNAL,

    /** The trigger has transitions from the current state, but their guards refused; nothing has changed. */
    REFUSED_BY_GUARD,

    /** The trigger has no transition from the current state, or the machine is finished; nothing has changed. */
    UNHANDLED,

    /**
     * The trigger is waiting: it was fired from inside a transition, or by a thread for which a transition of another thread waits, is
     * deferred by an active state, or was passed to an executor. Only {@code submit} reports its final result; failures go to
     * {@link dev.observatory.hook.ObserverErrors}.
     */
    QUEUED;

    /**
     * Returns whether a transition was taken.
     *
     * @return true for {@link #TRANSITIONED} and {@link #INTERNAL}
     */
    public boolean isTaken() {
        return this == TRANSITIONED || this == INTERNAL;
    }
}
