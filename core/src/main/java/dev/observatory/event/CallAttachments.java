package dev.observatory.event;

import dev.observatory.event.CountedCalls.Counters;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State that only some calls have, kept apart so that the others do not pay for it. Safe for use by multiple threads: the program
 * may hand a call to others, and observers are called on the threads that report progress.
 */
sealed class CallAttachments permits FollowedCall {
    private @Nullable Map<String, @Nullable Object> tags;
    /** Whether emissions refer to {@link #tags}, which must not change from then on. */
    private boolean tagsAreShared;

    private @Nullable CallProgress progress;
    private @Nullable Instant started;
    private @Nullable Counters counters;

    final synchronized void putTag(String key, @Nullable Object value) {
        Map<String, @Nullable Object> present = tags;
        if (present == null || tagsAreShared) {
            present = present == null ? new LinkedHashMap<>() : new LinkedHashMap<>(present);
            tags = present;
            tagsAreShared = false;
        }
        present.put(key, value);
    }

    /** Returns a snapshot of the tags. */
    final synchronized Map<String, @Nullable Object> tagSnapshot() {
        if (tags == null) {
            return Map.of();
        }
        tagsAreShared = true;
        return Collections.unmodifiableMap(tags);
    }

    final synchronized CallProgress progressOf(EventCall call) {
        if (progress == null) {
            progress = new CallProgress(call);
        }
        return progress;
    }

    /** Returns the progress of the call; null if it has never made any. */
    final synchronized @Nullable CallProgress progress() {
        return progress;
    }

    /** Sets what has counted the begin of the call. */
    final synchronized void setCounters(Counters counting) {
        counters = counting;
    }

    final synchronized @Nullable Counters counters() {
        return counters;
    }

    /** Returns the time at which the call began. */
    final synchronized Instant started(long startNanos) {
        if (started == null) {
            started = Instant.now().minusNanos(System.nanoTime() - startNanos);
        }
        return started;
    }
}
