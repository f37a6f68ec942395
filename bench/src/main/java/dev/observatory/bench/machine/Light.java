package dev.observatory.bench.machine;

/** The states of the ring. */
public enum Light {
    /** The initial one. */
    RED,
    /** The state after red. */
    GREEN,
    /** The state after green. */
    YELLOW
}
