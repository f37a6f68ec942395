package dev.observatory.bench.machine;

/** The triggers of the ring. */
public enum Cue {
    /** From red to green. */
    GO,
    /** From green to yellow. */
    CAUTION,
    /** From yellow to red. */
    STOP
}
