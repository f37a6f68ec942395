package dev.observatory.bench.machine;

/** The states of the ring. */
public enum Light {
    /** The initial one. */
    RED,
    /** After red. */
    GREEN,
    /** After green. */
    YELLOW
}
