package dev.observatory.machine;

/** Thrown if a machine that has reached a final state is used further. */
public final class MachineFinishedException extends MachineException {
    private static final long serialVersionUID = 1L;

    MachineFinishedException(String what, String machine, String state) {
        super(what + ": machine [" + machine + "] is finished in state [" + state
                + "]; restore a snapshot or create a new machine");
    }
}
