package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/** The hooks of one map. Created at the first access to one of them, so that a map without observers stays small. */
final class MapHooks<K extends @Nullable Object, V extends @Nullable Object> {
    final EventHook<MapChange.ItemSet<K, V>> itemSet = new EventHook<>("ObservableMap.itemSet");
    final EventHook<MapChange.ItemPopped<K, V>> itemPopped = new EventHook<>("ObservableMap.itemPopped");
    final EventHook<MapChange.Updated<K, V>> updated = new EventHook<>("ObservableMap.updated");
    final EventHook<MapChange.Cleared<K, V>> cleared = new EventHook<>("ObservableMap.cleared");
    final EventHook<MapChange<K, V>> changed = new EventHook<>("ObservableMap.changed");
    final Delivery<MapChange<K, V>> delivery = new Delivery<>(changed, MapChange.Merged::new);
}
