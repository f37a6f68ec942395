package dev.observatory.event.loop;

import org.jspecify.annotations.Nullable;

/**
 * The state of a loop at one moment.
 *
 * @param loopId a positive number, unique in this JVM
 * @param outerId the number of the loop inside which this one runs on its thread; 0 if there is none
 * @param status the reason for the report
 * @param begun the number of items begun
 * @param done the number of items finished
 * @param length the number of all items; −1 if unknown
 * @param item the item that was finished, or the latest one begun at the end of the loop; null before the first
 * @param thread the thread that finished the item or ended the loop
 * @param elapsedNanos the time since the loop began
 * @param perSecond the estimated number of items per second; −1 if unknown
 */
public record LoopReport(
        long loopId,
        long outerId,
        LoopSettings settings,
        LoopStatus status,
        long begun,
        long done,
        long length,
        @Nullable Object item,
        Thread thread,
        long elapsedNanos,
        double perSecond) {}
