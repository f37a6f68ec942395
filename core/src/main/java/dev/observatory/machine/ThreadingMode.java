package dev.observatory.machine;

/** Who may use a machine, and who runs its transitions. */
public enum ThreadingMode {
    /**
     * One thread: the one that uses the machine first. Firing, setting and restoring from another one is refused. The
     * quickest.
     */
    CONFINED,

    /**
     * Any thread; each transition runs on the thread that fired it, and one at a time. Who fires while another thread's
     * transition runs waits for its end, and then gets the outcome of its own trigger.
     */
    SERIAL,

    /**
     * Any thread; transitions run on an executor, one at a time, in the order of firing. Firing returns
     * {@link FireResult#QUEUED} at once.
     */
    EXECUTOR
}
