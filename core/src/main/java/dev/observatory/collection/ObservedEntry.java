package dev.observatory.collection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of an {@link ObservableMap} whose {@code setValue} is observed as a change of the map. */
final class ObservedEntry<K extends @Nullable Object, V extends @Nullable Object> implements Map.Entry<K, V> {
    private final MapCore<K, V> core;
    private final Map.Entry<K, V> entry;
    private final int removals;

    /**
     * @param removals the number of removals when the entry was in the map
     */
    ObservedEntry(MapCore<K, V> core, Map.Entry<K, V> entry, int removals) {
        this.core = core;
        this.entry = entry;
        this.removals = removals;
    }

    @Override
    public K getKey() {
        return entry.getKey();
    }

    @Override
    public V getValue() {
        return entry.getValue();
    }

    @Override
    public V setValue(V value) {
        return core.setValue(entry, removals, value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return entry.equals(other);
    }

    @Override
    public int hashCode() {
        return entry.hashCode();
    }

    @Override
    public String toString() {
        return entry.toString();
    }
}
