package dev.observatory.hook;

/**
 * What becomes of emissions while a hook is paused.
 *
 * <p>Where pauses of different modes overlap, the one that keeps the most holds: {@link #BUFFER} before {@link #LATEST}
 * before {@link #DROP}. What one of them has kept stays kept when another holds.
 */
public enum PauseMode {
    /** They are lost. */
    DROP,

    /** Of those that come while this mode holds, the latest is kept and delivered when the last pause ends. */
    LATEST,

    /** All are kept, without bound, and delivered in order when the last pause ends. */
    BUFFER
}
