package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The progress of one call of an event through its items.
 *
 * <p>Emitted after each item, with status {@link EventStatus#PROGRESS_UPDATED}, and once at the end: {@link
 * EventStatus#COMPLETED} if every item was processed, {@link EventStatus#EXITED} if the loop was left early.
 *
 * @param event the event that makes progress
 * @param iteration the number of the latest item begun, from 1; 0 before the first
 * @param done how many items are finished
 * @param length how many items there are in total; −1 if unknown. If a loop goes through more items than were counted, this is the
 *     number of items begun, and at its end always that of the finished ones
 * @param currentItem the latest item begun; null before the first
 * @param status the reason for this emission
 */
public record ProgressData(
        EventPoint event,
        long iteration,
        long done,
        long length,
        @Nullable Object currentItem,
        EventStatus status) {

    /**
     * Checks the components.
     *
     * @param event the event that makes progress
     * @param iteration the number of the latest item begun
     * @param done how many items are finished
     * @param length how many items there are in total; −1 if unknown
     * @param currentItem the latest item begun
     * @param status the reason for this emission
     * @throws NullPointerException if {@code event} or {@code status} is null
     */
    public ProgressData {
        requireNonNull(event, "event");
        requireNonNull(status, "status");
    }

    /** Returns the data of an explicit report, whose numbers it checks. */
    static ProgressData byHand(EventPoint event, long done, long length, @Nullable Object item) {
        check(done, length);
        return new ProgressData(event, done, done, length, item, EventStatus.PROGRESS_UPDATED);
    }

    static void check(long done, long length) {
        if (done < 0) {
            throw new IllegalArgumentException(
                    "done [" + done + "] must not be negative; count the finished items from 0");
        }
        if (length < -1) {
            throw new IllegalArgumentException(
                    "length [" + length + "] must not be less than -1; use -1 if it is unknown");
        }
    }

    /**
     * Returns the event's name.
     *
     * @return as {@link EventPoint#name()}
     */
    public String name() {
        return event.name();
    }

    /**
     * Returns the finished fraction.
     *
     * @return from 0 to 1, whatever the numbers; 1 if there are no items, or if more are finished than there are in total; −1 if the
     *     length is unknown
     */
    public double fraction() {
        if (length < 0) {
            return -1;
        }
        return done >= length ? 1 : Math.max(0, (double) done / length);
    }
}
