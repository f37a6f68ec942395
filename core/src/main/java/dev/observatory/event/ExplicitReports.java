package dev.observatory.event;

import dev.observatory.event.loop.RateEstimate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The explicit reports of one call or tracker, whose rate is estimated as that of a loop. A report of fewer finished items than
 * before begins a new series. Safe for use by multiple threads.
 */
final class ExplicitReports {
    private final EventPoint event;
    private final long callId;
    private final long parentId;

    // Guarded by this object.
    private @Nullable ProgressSource source;
    private @Nullable RateEstimate rate;

    ExplicitReports(EventPoint event, long callId, long parentId) {
        this.event = event;
        this.callId = callId;
        this.parentId = parentId;
    }

    synchronized ProgressData next(long done, long length, @Nullable Object item) {
        long nanos = System.nanoTime();
        RateEstimate estimate = rate;
        if (estimate == null || !estimate.isContinuedBy(done)) {
            estimate = new RateEstimate(nanos, done);
            rate = estimate;
        }
        estimate.add(nanos, done);
        ProgressSource present = source;
        if (present == null) {
            present = new ProgressSource(callId, parentId, 0, 0, event.name(), "");
            source = present;
        }
        return new ProgressData(
                event,
                done,
                done,
                length,
                item,
                EventStatus.PROGRESS_UPDATED,
                present,
                Thread.currentThread(),
                Duration.ofNanos(estimate.elapsedNanos(nanos)),
                estimate.perSecond());
    }
}
