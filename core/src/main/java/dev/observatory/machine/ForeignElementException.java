package dev.observatory.machine;

/** A state or a trigger was given to a machine that it does not belong to. */
public final class ForeignElementException extends MachineException {
    private static final long serialVersionUID = 1L;

    ForeignElementException(String message) {
        super(message);
    }
}
