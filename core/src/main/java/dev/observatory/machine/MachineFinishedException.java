package dev.observatory.machine;

/** A machine that has reached a final state was to go on. */
public final class MachineFinishedException extends MachineException {
    private static final long serialVersionUID = 1L;

    MachineFinishedException(String what, String machine, String state) {
        super(what + ": machine [" + machine + "] is finished in state [" + state
                + "]; restore a snapshot or make a new machine to begin again");
    }
}
