package dev.observatory.machine;

/** A machine refuses what is asked of it; the machine itself is as it was before and stays usable. */
public abstract sealed class MachineException extends RuntimeException
        permits ConfinementException,
                DefinitionException,
                MachineFinishedException,
                ForeignElementException,
                InvalidPayloadException,
                ReentrantSetException,
                TransitionRefusedException,
                SnapshotException {
    private static final long serialVersionUID = 1L;

    MachineException(String message) {
        super(message);
    }
}
