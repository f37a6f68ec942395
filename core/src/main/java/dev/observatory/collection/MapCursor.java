package dev.observatory.collection;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An iterator over the keys, values or entries of an {@link ObservableMap}. */
final class MapCursor<K extends @Nullable Object, V extends @Nullable Object, T extends @Nullable Object>
        implements Iterator<T> {
    private final MapCore<K, V> core;
    private final Iterator<Map.Entry<K, V>> source;
    private final Function<Map.Entry<K, V>, T> mapping;
    private Map.@Nullable Entry<K, V> current;

    MapCursor(MapCore<K, V> core, Function<Map.Entry<K, V>, T> mapping) {
        this.core = core;
        this.source = core.entries.entrySet().iterator();
        this.mapping = mapping;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public T next() {
        Map.Entry<K, V> entry = source.next();
        current = entry;
        return mapping.apply(entry);
    }

    @Override
    public void remove() {
        source.remove(); // Throws if there is no current entry.
        core.countRemoval();
        Map.Entry<K, V> removed = current;
        current = null;
        if (removed != null) {
            core.deliverPopped(removed.getKey(), removed.getValue());
        }
    }
}
