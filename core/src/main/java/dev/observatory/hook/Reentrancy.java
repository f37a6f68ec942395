package dev.observatory.hook;

/**
 * What becomes of an emission that an observer makes through the very hook that is calling it, on the same thread.
 *
 * <p>Emissions of other threads are not nested; they run at once, side by side.
 */
public enum Reentrancy {
    /** It runs at once, inside the one under way: later observers hear the nested emission before the outer one. */
    IMMEDIATE,

    /** It runs when the one under way is done, in the order of emission: all observers hear the same order. */
    QUEUED,

    /** As {@link #QUEUED}, but of several that wait only the latest runs. */
    LATEST
}
