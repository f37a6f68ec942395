package dev.observatory.machine;

/** A mode that defines which threads may use a machine, and which execute its transitions. */
public enum ThreadingMode {
    /**
     * One thread at a time: the owner. The fastest mode.
     *
     * <p>The first thread that calls {@link Machine#start()}, fires, submits, sets or restores, or on which a timer of the machine
     * expires, becomes the owner. Creating a machine or an instance, connecting to hooks, drawing and reading do not make a thread the
     * owner, even if the first read starts the machine; while a thread does start it, or calls its guards, it is the owner.
     * {@link Machine#handOver()} ends the ownership.
     *
     * <p>Every thread may connect, draw, and read what calls no code of the application: {@code state}, {@code activeStates}, {@code
     * isIn}, {@code isFinished}, states, triggers and transitions. A thread other than the owner gets a {@link ConfinementException}
     * from everything that changes the machine, from {@code explain}, {@code permitted} and {@code isReady}, which call guards, and from
     * {@code snapshot}, which reads timers.
     */
    CONFINED,

    /**
     * Any thread; each transition runs on the thread that fires it, one at a time. A thread that fires during another thread's
     * transition waits for its end, and then gets the result of its own trigger; but if that transition waits, directly or through
     * further machines, for the thread that fires, the trigger is {@link FireResult#QUEUED} as if it were fired from inside.
     */
    SERIAL,

    /**
     * Any thread; transitions run on an executor, one at a time, in the order of firing. Firing returns
     * {@link FireResult#QUEUED} at once.
     */
    EXECUTOR
}
