package dev.observatory.event;

import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State that only some calls have, kept apart so that the others do not pay for it. Confined to the thread of the call. */
final class CallAttachments {
    private @Nullable Map<String, @Nullable Object> tags;
    private @Nullable CallProgress progress;
    private @Nullable Instant started;
    /** The first observer that keeps something; usually the only one. */
    private @Nullable Object keeper;

    private @Nullable Object kept;
    private @Nullable IdentityHashMap<Object, Object> keptByOthers;

    void tag(String key, @Nullable Object value) {
        if (tags == null) {
            tags = new LinkedHashMap<>();
        }
        tags.put(key, value);
    }

    /** Returns a snapshot of the tags. */
    Map<String, @Nullable Object> tags() {
        return tags == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    CallProgress progressOf(EventCall call) {
        if (progress == null) {
            progress = new CallProgress(call);
        }
        return progress;
    }

    /** The call has ended: loops that are still in progress were left early. */
    void closeProgress() {
        if (progress != null) {
            progress.closeAll();
        }
    }

    void keep(Object key, Object value) {
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

    @Nullable
    Object kept(Object key) {
        if (keeper == key) {
            return kept;
        }
        return keptByOthers == null ? null : keptByOthers.get(key);
    }

    /** Returns the time at which the call began. Called by any thread, under the lock of the call. */
    Instant started(long startNanos) {
        if (started == null) {
            started = Instant.now().minusNanos(System.nanoTime() - startNanos);
        }
        return started;
    }
}
