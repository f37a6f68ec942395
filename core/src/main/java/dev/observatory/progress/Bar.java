package dev.observatory.progress;

import dev.observatory.event.EventStatus;
import dev.observatory.event.ProgressData;

/** One bar: the latest progress of a loop, or of the explicit reports of a call. Not safe for use by multiple threads. */
final class Bar {
    /** Whether its loop runs inside another one, or its call inside one that has a bar. */
    final boolean isInner;

    ProgressData latest;

    /** When a plain line was written last, or when the bar began. */
    long latestLineNanos;

    boolean hasLine;

    /** The number of the latest report among those of all bars. */
    long latestUpdate;

    Bar(ProgressData first, boolean isInner, long nanos) {
        this.latest = first;
        this.isInner = isInner;
        this.latestLineNanos = nanos;
    }

    /** Returns whether a new loop shows that the one of this bar was left early: it is in the same place, on the same thread. */
    boolean isReplacedBy(ProgressData first) {
        return isInner
                && first.status() == EventStatus.PROGRESS_UPDATED
                && first.loopId() != 0
                && latest.loopId() != 0
                && latest.callId() == first.callId()
                && latest.thread() == first.thread()
                && latest.label().equals(first.label());
    }
}
