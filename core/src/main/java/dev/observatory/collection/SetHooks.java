package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/** The hooks of one set. Created at the first access to one of them, so that a set without observers stays small. */
final class SetHooks<E extends @Nullable Object> {
    final EventHook<SetChange.Added<E>> added = new EventHook<>("ObservableSet.added");
    final EventHook<SetChange.Removed<E>> removed = new EventHook<>("ObservableSet.removed");
    final EventHook<SetChange.Cleared<E>> cleared = new EventHook<>("ObservableSet.cleared");
    final EventHook<SetChange<E>> changed = new EventHook<>("ObservableSet.changed");
    final Delivery<SetChange<E>> delivery = new Delivery<>(changed, SetChange.Merged::new);
}
