package dev.observatory.machine;

/**
 * Thrown if a state is set, a snapshot taken or restored, or a confined machine handed over, from inside a transition of the same
 * machine, or by a thread that this transition waits for: the end of the transition cannot be waited for then.
 */
public final class ReentrantSetException extends MachineException {
    private static final long serialVersionUID = 1L;

    ReentrantSetException(String what, String machine) {
        super(what + " while machine [" + machine
                + "] is in a transition; fire a trigger instead, which is executed afterwards");
    }

    ReentrantSetException(String what, String machine, Thread holder) {
        super(what + " while machine [" + machine + "] is in a transition of thread [" + holder.getName()
                + "], which waits for this thread [" + Thread.currentThread().getName()
                + "]; fire a trigger instead, which is executed afterwards");
    }
}
