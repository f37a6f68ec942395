package dev.observatory.event;

/** How far one call of an event has come. */
public enum EventStatus {
    /** The event exists and has not been called. */
    NEVER_RUN,
    /** The method is about to run; its arguments are known. */
    ABOUT_TO_RUN,
    /** The method runs and has told how far it is. */
    PROGRESS_UPDATED,
    /** The method has returned. */
    COMPLETED,
    /** The method has thrown. */
    CRASHED,
    /** The method has returned or thrown; the last word of each call. */
    EXITED
}
