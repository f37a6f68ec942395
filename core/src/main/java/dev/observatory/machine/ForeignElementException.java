package dev.observatory.machine;

/** Thrown if a state or a trigger is passed to a machine that it does not belong to. */
public final class ForeignElementException extends MachineException {
    private static final long serialVersionUID = 1L;

    ForeignElementException(String message) {
        super(message);
    }
}
