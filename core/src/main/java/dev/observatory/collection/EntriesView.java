package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of an {@link ObservableMap}, as a live view: its changes are changes of the map, observed there. */
final class EntriesView<K extends @Nullable Object, V extends @Nullable Object> extends AbstractSet<Map.Entry<K, V>> {
    private final MapCore<K, V> core;

    EntriesView(MapCore<K, V> core) {
        this.core = core;
    }

    private Map.Entry<K, V> observed(Map.Entry<K, V> entry) {
        return new ObservedEntry<>(core, entry, core.removals());
    }

    @Override
    public int size() {
        return core.entries.size();
    }

    @Override
    public boolean contains(@Nullable Object entry) {
        return core.entries.entrySet().contains(entry);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new MapCursor<>(core, this::observed);
    }

    @Override
    public boolean remove(@Nullable Object entry) {
        return entry instanceof Map.Entry<?, ?> unwanted && core.remove(unwanted.getKey(), unwanted.getValue());
    }

    @Override
    public Spliterator<Map.Entry<K, V>> spliterator() {
        return Spliterators.spliterator(this, Spliterator.SIZED | Spliterator.ORDERED | Spliterator.DISTINCT);
    }

    @Override
    public void forEach(Consumer<? super Map.Entry<K, V>> action) {
        requireNonNull(action, "action");
        // A traversal without an iterator goes on over entries that the action has removed.
        int removals = core.removals();
        core.entries.entrySet().forEach(entry -> action.accept(new ObservedEntry<>(core, entry, removals)));
    }

    @Override
    public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
        requireNonNull(filter, "filter");
        return core.removeIf(entry -> filter.test(observed(entry)));
    }

    @Override
    public boolean removeAll(Collection<?> entries) {
        requireNonNull(entries, "entries");
        // As in AbstractSet, iterates over the smaller side, and the other side decides what is equal.
        if (size() <= entries.size()) {
            return removeIf(entries::contains);
        }
        List<@Nullable Object> keys = new ArrayList<>();
        for (Object entry : entries) {
            if (entry instanceof Map.Entry<?, ?> unwanted && contains(entry)) {
                keys.add(unwanted.getKey());
            }
        }
        return core.removeEach(keys);
    }

    @Override
    public boolean retainAll(Collection<?> entries) {
        requireNonNull(entries, "entries");
        return removeIf(entry -> !entries.contains(entry));
    }

    @Override
    public void clear() {
        core.clear();
    }
}
