package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values of an {@link ObservableMap}, as a live view: its changes are changes of the map, observed there. */
final class ValuesView<K extends @Nullable Object, V extends @Nullable Object> extends AbstractCollection<V> {
    private final MapCore<K, V> core;

    ValuesView(MapCore<K, V> core) {
        this.core = core;
    }

    @Override
    public int size() {
        return core.entries.size();
    }

    @Override
    public boolean contains(@Nullable Object value) {
        return core.entries.containsValue(value);
    }

    @Override
    public Iterator<V> iterator() {
        return new MapCursor<>(core, Map.Entry::getValue);
    }

    @Override
    public Spliterator<V> spliterator() {
        return core.entries.values().spliterator();
    }

    @Override
    public void forEach(Consumer<? super V> action) {
        core.entries.values().forEach(requireNonNull(action, "action"));
    }

    @Override
    public @Nullable Object[] toArray() {
        return core.entries.values().toArray();
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(T[] target) {
        return core.entries.values().toArray(requireNonNull(target, "target"));
    }

    @Override
    public boolean removeIf(Predicate<? super V> filter) {
        requireNonNull(filter, "filter");
        return core.removeIf(entry -> filter.test(entry.getValue()));
    }

    @Override
    public boolean removeAll(Collection<?> values) {
        requireNonNull(values, "values");
        return removeIf(values::contains);
    }

    @Override
    public boolean retainAll(Collection<?> values) {
        requireNonNull(values, "values");
        return removeIf(value -> !values.contains(value));
    }

    @Override
    public void clear() {
        core.clear();
    }
}
