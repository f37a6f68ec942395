package dev.observatory.machine;

/** A machine refuses what is asked of it; the machine itself is as it was before and stays usable. */
public abstract sealed class MachineException extends RuntimeException
        permits ConfinementException,
                DefinitionException,
                FinishedException,
                ForeignElementException,
                PayloadException,
                ReentrantSetException,
                RefusedException,
                SnapshotException {
    private static final long serialVersionUID = 1L;

    MachineException(String message) {
        super(message);
    }
}
