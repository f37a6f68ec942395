package dev.observatory.hook;

/**
 * A mode that defines what happens to emissions while a hook is paused.
 *
 * <p>Where pauses of different modes overlap, the one that keeps the most applies: {@link #BUFFER} before {@link #LATEST}
 * before {@link #DROP}. Emissions kept in one mode stay kept when another mode applies.
 */
public enum PauseMode {
    /** Emissions are dropped. */
    DROP,

    /** The latest of the emissions made while this mode applies is kept, and delivered when the last pause ends. */
    LATEST,

    /** All emissions are kept, without bound, and delivered in order when the last pause ends. */
    BUFFER
}
