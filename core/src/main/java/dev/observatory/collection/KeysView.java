package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys of an {@link ObservableMap}, as a live view: its changes are changes of the map, observed there. */
final class KeysView<K extends @Nullable Object, V extends @Nullable Object> extends AbstractSet<K> {
    private final MapCore<K, V> core;

    KeysView(MapCore<K, V> core) {
        this.core = core;
    }

    @Override
    public int size() {
        return core.entries.size();
    }

    @Override
    public boolean contains(@Nullable Object key) {
        return core.entries.containsKey(key);
    }

    @Override
    public Iterator<K> iterator() {
        return new MapCursor<>(core, Map.Entry::getKey);
    }

    @Override
    public Spliterator<K> spliterator() {
        return core.entries.keySet().spliterator();
    }

    @Override
    public void forEach(Consumer<? super K> action) {
        core.entries.keySet().forEach(requireNonNull(action, "action"));
    }

    @Override
    public @Nullable Object[] toArray() {
        return core.entries.keySet().toArray();
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(T[] target) {
        return core.entries.keySet().toArray(requireNonNull(target, "target"));
    }

    @Override
    public boolean remove(@Nullable Object key) {
        return core.removeKey(key);
    }

    @Override
    public boolean removeIf(Predicate<? super K> filter) {
        requireNonNull(filter, "filter");
        return core.removeIf(entry -> filter.test(entry.getKey()));
    }

    @Override
    public boolean removeAll(Collection<?> keys) {
        requireNonNull(keys, "keys");
        // As in AbstractSet, iterates over the smaller side, and the other side decides what is equal.
        return size() > keys.size() ? core.removeEach(keys) : removeIf(keys::contains);
    }

    @Override
    public boolean retainAll(Collection<?> keys) {
        requireNonNull(keys, "keys");
        return removeIf(key -> !keys.contains(key));
    }

    @Override
    public void clear() {
        core.clear();
    }
}
