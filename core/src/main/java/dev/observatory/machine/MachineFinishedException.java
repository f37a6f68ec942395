package dev.observatory.machine;

/** Thrown if a machine is used after it has reached a final state. */
public final class MachineFinishedException extends MachineException {
    private static final long serialVersionUID = 1L;

    MachineFinishedException(String what, String machine, String state) {
        super(what + ": machine [" + machine + "] is finished in state [" + state
                + "]; restore a snapshot or create a new machine");
    }
}
