package dev.observatory.machine;

/**
 * A trigger was fired, or a state set, that leads nowhere from where the machine is. Nothing happened; the message tells from
 * which states it could, or which guards refused.
 */
public final class TransitionRefusedException extends MachineException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final FireResult outcome;

    TransitionRefusedException(FireResult outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    /**
     * Why.
     *
     * @return {@link FireResult#UNHANDLED} or {@link FireResult#REFUSED_BY_GUARD}
     */
    public FireResult outcome() {
        return outcome;
    }
}
