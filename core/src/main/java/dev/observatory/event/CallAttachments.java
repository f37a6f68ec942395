package dev.observatory.event;

import dev.observatory.event.CountedCalls.Counters;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State that only some calls have, kept apart so that the others do not pay for it. Safe for use by multiple threads: the program
 * may hand a call to others, and observers are called on the threads that report progress.
 */
final class CallAttachments {
    private @Nullable Map<String, @Nullable Object> tags;
    /** Whether emissions refer to {@link #tags}, which must not change from then on. */
    private boolean tagsAreShared;

    private @Nullable CallProgress progress;
    private @Nullable Instant started;
    /** The first observer that keeps something; usually the only one. */
    private @Nullable Object keeper;

    private @Nullable Object kept;
    private @Nullable IdentityHashMap<Object, Object> keptByOthers;
    private @Nullable Counters counters;

    synchronized void tag(String key, @Nullable Object value) {
        Map<String, @Nullable Object> present = tags;
        if (present == null || tagsAreShared) {
            present = present == null ? new LinkedHashMap<>() : new LinkedHashMap<>(present);
            tags = present;
            tagsAreShared = false;
        }
        present.put(key, value);
    }

    /** Returns a snapshot of the tags. */
    synchronized Map<String, @Nullable Object> tags() {
        if (tags == null) {
            return Map.of();
        }
        tagsAreShared = true;
        return Collections.unmodifiableMap(tags);
    }

    synchronized CallProgress progressOf(EventCall call) {
        if (progress == null) {
            progress = new CallProgress(call);
        }
        return progress;
    }

    /** Returns the progress of the call; null if it has never made any. */
    synchronized @Nullable CallProgress progress() {
        return progress;
    }

    synchronized void keep(Object key, Object value) {
        if (keeper == null || keeper == key) {
            keeper = key;
            kept = value;
            return;
        }
        if (keptByOthers == null) {
            keptByOthers = new IdentityHashMap<>(4);
        }
        keptByOthers.put(key, value);
    }

    synchronized @Nullable Object kept(Object key) {
        if (keeper == key) {
            return kept;
        }
        return keptByOthers == null ? null : keptByOthers.get(key);
    }

    /** Sets what has counted the begin of the call. */
    synchronized void setCounters(Counters counting) {
        counters = counting;
    }

    synchronized @Nullable Counters counters() {
        return counters;
    }

    /** Returns the time at which the call began. */
    synchronized Instant started(long startNanos) {
        if (started == null) {
            started = Instant.now().minusNanos(System.nanoTime() - startNanos);
        }
        return started;
    }
}
