package dev.observatory.machine;

/** Thrown if a machine in mode {@link ThreadingMode#CONFINED} is used by a thread other than its own. */
public final class ConfinementException extends MachineException {
    private static final long serialVersionUID = 1L;

    ConfinementException(String machine, Thread owner, Thread user) {
        super("Machine [" + machine + "] is confined to thread [" + owner.getName() + "] and was used by ["
                + user.getName() + "]; use MachineOptions.serial() for machines that several threads use");
    }
}
