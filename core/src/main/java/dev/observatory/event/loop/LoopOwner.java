package dev.observatory.event.loop;

/** The owner of loops: emits their reports, and closes the loops that are still in progress when it ends itself. */
public interface LoopOwner {
    /** Returns whether an observer of the progress is connected. */
    boolean isObserved();

    /** Begins a report; returns false if the owner has ended. {@link #leave} must follow if it returns true. */
    boolean enter();

    void leave();

    /**
     * Adds a loop. Called between {@link #enter} and {@link #leave}.
     *
     * @param user the object through which the program advances the loop; held weakly
     * @return the number of the loop inside which it was opened; 0 if there is none
     */
    long opened(Loop loop, Object user);

    void closed(Loop loop);

    /** Emits a report between {@link #enter} and {@link #leave}, on any thread. */
    void emit(LoopReport report);
}
