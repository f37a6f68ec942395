package dev.observatory.hook;

/**
 * A mode that defines what happens to a nested emission: one that an observer makes through the same hook that is
 * calling it, on the same thread.
 *
 * <p>Emissions of other threads are not nested; they run at once and concurrently.
 */
public enum Reentrancy {
    /** It runs at once, inside the outer one: later observers receive the nested emission before the outer one. */
    IMMEDIATE,

    /** It runs after the outer one, in the order of emission: all observers receive the emissions in the same order. */
    QUEUED,

    /** Like {@link #QUEUED}, but of several waiting emissions only the latest runs; the others are dropped. */
    LATEST
}
