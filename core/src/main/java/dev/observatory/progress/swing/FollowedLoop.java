package dev.observatory.progress.swing;

import dev.observatory.event.EventStatus;
import dev.observatory.event.ProgressData;
import org.jspecify.annotations.Nullable;

/**
 * Selects the reports of one loop at a time: the first one that is reported, and another one only when that has
 * ended, or when it turns out to be around the first one.
 */
final class FollowedLoop {
    // Guarded by this object.
    private @Nullable ProgressData latest;

    /** Returns whether a report is about the loop that is followed. */
    synchronized boolean accepts(ProgressData progress) {
        ProgressData followed = latest;
        boolean isAccepted = followed == null
                || followed.status() != EventStatus.PROGRESS_UPDATED
                || (followed.loopId() == 0 && isComplete(followed))
                || (followed.outerLoopId() != 0 && followed.outerLoopId() == progress.loopId())
                || (followed.loopId() == progress.loopId()
                        && followed.callId() == progress.callId()
                        && followed.event() == progress.event());
        if (isAccepted) {
            latest = progress;
        }
        return isAccepted;
    }

    /** Ends explicit reports of a call, which have no end of their own. */
    synchronized void endCall(long callId) {
        if (latest != null && latest.callId() == callId) {
            latest = null;
        }
    }

    private static boolean isComplete(ProgressData progress) {
        return progress.fraction() == 1;
    }
}
