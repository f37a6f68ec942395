package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/**
 * A change that has happened and is still to be told.
 *
 * @param hook the hook of its kind, told before the hook of all changes; null for a batch
 * @param change what happened
 */
record PendingChange<X>(@Nullable EventHook<X> hook, X change) {

    void tellKind() {
        if (hook != null) {
            hook.emit(change);
        }
    }
}
