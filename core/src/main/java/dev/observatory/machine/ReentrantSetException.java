package dev.observatory.machine;

/** Thrown if a state is set, or a snapshot taken or restored, from inside a transition of the same machine. */
public final class ReentrantSetException extends MachineException {
    private static final long serialVersionUID = 1L;

    ReentrantSetException(String what, String machine) {
        super(what + " while machine [" + machine
                + "] is in a transition; fire a trigger instead, which is executed afterwards");
    }
}
