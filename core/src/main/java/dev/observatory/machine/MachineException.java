package dev.observatory.machine;

/** Thrown if a machine refuses an operation; the machine itself has not changed and can still be used. */
public abstract sealed class MachineException extends RuntimeException
        permits ConfinementException,
                DefinitionException,
                MachineFinishedException,
                MachineProxyException,
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
