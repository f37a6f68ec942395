package dev.observatory.machine;

/**
 * Thrown if a fired trigger, or a state to be set, has no transition from the current state, or guards refuse. Nothing has changed;
 * the message lists the states from which the trigger fires, or the guards.
 */
public final class TransitionRefusedException extends MachineException {
    private static final long serialVersionUID = 1L;

    /** The reason. */
    private final FireResult outcome;

    TransitionRefusedException(FireResult outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    /**
     * Returns the reason.
     *
     * @return {@link FireResult#UNHANDLED} or {@link FireResult#REFUSED_BY_GUARD}
     */
    public FireResult outcome() {
        return outcome;
    }
}
