package dev.observatory.event.loop;

/** The reason for a report. */
public enum LoopStatus {
    /** Items were finished. */
    ADVANCED,
    /** All items were processed. */
    COMPLETED,
    /** The loop ended before all items were processed. */
    LEFT_EARLY
}
