package dev.observatory.listen;

/** How a call has ended. */
public enum CallOutcome {
    /** The method has returned, or its asynchronous result has completed normally. */
    COMPLETED,
    /** The method has thrown, or its asynchronous result has failed. */
    CRASHED,
    /** The asynchronous result was cancelled: it failed with a {@link java.util.concurrent.CancellationException}. */
    CANCELLED
}
