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

    boolean isKindObserved() {
        return hook != null && hook.isObserved();
    }

    /** Returns a mark of the present observers of the hook of its kind; null if there is none. */
    @Nullable
    Object kindMark() {
        return hook == null ? null : hook.mark();
    }

    /**
     * Emits from the hook of its kind.
     *
     * @param connected the mark of the observers that receive it; null for the present ones
     * @param earlier a failure of earlier observers
     * @return all failures as one
     */
    @Nullable
    Throwable emitKind(@Nullable Object connected, @Nullable Throwable earlier) {
        return hook == null ? earlier : Failures.emit(hook, connected, payload, earlier);
    }
}
