package dev.observatory.graph;

/** How far an asynchronous computation is. */
public enum AsyncStatus {
    /** It runs, or waits to; there may be the result of an earlier one. */
    PENDING,

    /** It is done. */
    READY,

    /** It threw; there may be the result of an earlier one. */
    FAILED
}
