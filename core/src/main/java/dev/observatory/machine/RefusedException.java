package dev.observatory.machine;

/**
 * A trigger was fired, or a state set, that leads nowhere from where the machine is. Nothing happened; the message tells from
 * which states it could, or which guards refused.
 */
public final class RefusedException extends MachineException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final Outcome outcome;

    RefusedException(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    /**
     * Why.
     *
     * @return {@link Outcome#UNHANDLED} or {@link Outcome#REFUSED_BY_GUARD}
     */
    public Outcome outcome() {
        return outcome;
    }
}
