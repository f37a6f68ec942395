package dev.observatory.graph;

/** The status of an asynchronous computation. */
public enum AsyncStatus {
    /** The computation is in progress or waits for its executor; there may be the result of an earlier one. */
    PENDING,

    /** The computation has completed. */
    READY,

    /** The computation has thrown an exception; there may be the result of an earlier one. */
    FAILED
}
