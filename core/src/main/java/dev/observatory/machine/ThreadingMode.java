package dev.observatory.machine;

/** A mode that defines which threads may use a machine, and which execute its transitions. */
public enum ThreadingMode {
    /** One thread: the first that uses the machine. Another thread cannot fire, set or restore. The fastest mode. */
    CONFINED,

    /**
     * Any thread; each transition runs on the thread that fires it, one at a time. A thread that fires during another thread's
     * transition waits for its end, and then gets the result of its own trigger.
     */
    SERIAL,

    /**
     * Any thread; transitions run on an executor, one at a time, in the order of firing. Firing returns
     * {@link FireResult#QUEUED} at once.
     */
    EXECUTOR
}
