package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/**
 * A change that has happened and whose observers have not been notified yet.
 *
 * @param hook the hook of its kind, which emits before the hook of all changes; null for a batch
 * @param payload what the hook of its kind emits: the change, or the element where the hook emits elements
 * @param change the change
 * @param <C> the family of the changes
 * @param <P> the type that the hook of its kind emits
 */
record PendingChange<C, P extends @Nullable Object>(
        @Nullable EventHook<P> hook, P payload, C change) {

    /** Returns a change that the hook of its kind emits as it is. */
    static <C, P extends C> PendingChange<C, P> of(EventHook<P> hook, P change) {
        return new PendingChange<>(hook, change, change);
    }

    /** Returns a change that has no hook of its kind. */
    static <C> PendingChange<C, C> merged(C change) {
        return new PendingChange<>(null, change, change);
    }

    void emitKind() {
        if (hook != null) {
            hook.emit(payload);
        }
    }
}
