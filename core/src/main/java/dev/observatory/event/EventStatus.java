package dev.observatory.event;

/** The status of one call of an event. */
public enum EventStatus {
    /** The event exists and has not been called. */
    NEVER_RUN,
    /** The method is about to run; its arguments are known. */
    ABOUT_TO_RUN,
    /** The method runs and has reported progress. */
    PROGRESS_UPDATED,
    /** The method has returned. */
    COMPLETED,
    /** The method has thrown. */
    CRASHED,
    /** The method has returned or thrown; the last status of each call. */
    EXITED
}
