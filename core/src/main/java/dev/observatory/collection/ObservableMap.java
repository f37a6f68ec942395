package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map like {@link LinkedHashMap} that tells every change, by whatever way it is made: the views of keys, values and
 * entries, their iterators and {@code Entry.setValue} included.
 *
 * <pre>{@code
 * ObservableMap<String, Integer> stock = new ObservableMap<>();
 * stock.itemSet().connect(change -> System.out.println(change.key() + ": " + change.newValue()));
 * stock.merge("lens", 2, Integer::sum);
 * }</pre>
 *
 * <p><b>Order.</b> Each call that changes the map is told once, when it is done: first by the hook of its kind, then by
 * {@link #changed()}. A call that changes nothing is not told; giving a key the very object that it has already changes
 * nothing. Observers run on the caller's thread. An observer may change the map: that happens at once, and is told after
 * every observer has heard the running change. So all observers hear the changes in the order in which they happened,
 * and replaying them keeps a copy equal. An observer that connects while changes still wait hears those too.
 *
 * <p><b>Failures.</b> A function, predicate, {@code equals} or {@code hashCode} that throws leaves the map as it was, and
 * nothing is told. When observers throw, the change stays, all observers hear it and all that waits, and then one
 * {@link dev.observatory.hook.EventHookException} comes out of the outermost call. Only a {@link VirtualMachineError} comes
 * out at once, and what waits is then not told.
 *
 * <p><b>Threads.</b> Not safe for use by several threads at once, like its counterpart. Iterators fail fast when keys come
 * or go otherwise than through them.
 *
 * @param <K> the type of the keys; null is allowed
 * @param <V> the type of the values; nulls are allowed
 */
public final class ObservableMap<K extends @Nullable Object, V extends @Nullable Object> extends AbstractMap<K, V> {
    private final MapCore<K, V> core;

    /** Creates an empty map. */
    public ObservableMap() {
        core = new MapCore<>(new LinkedHashMap<>());
    }

    /**
     * Creates an empty map with room.
     *
     * @param initialCapacity the initial size of the hash table, as for {@link LinkedHashMap}
     * @throws IllegalArgumentException if {@code initialCapacity} is negative
     */
    public ObservableMap(int initialCapacity) {
        core = new MapCore<>(new LinkedHashMap<>(Capacity.checked(initialCapacity)));
    }

    /**
     * Creates a copy.
     *
     * @param entries what the map holds at first, in the order of its entry set's iterator
     * @throws NullPointerException if {@code entries} is null
     */
    public ObservableMap(Map<? extends K, ? extends V> entries) {
        core = new MapCore<>(new LinkedHashMap<>(requireNonNull(entries, "entries")));
    }

    /**
     * Tells that one key got a value, new or other than before.
     *
     * @return the hook
     */
    public Hook1<MapChange.ItemSet<K, V>> itemSet() {
        return core.hooks().itemSet;
    }

    /**
     * Tells that entries were removed in any other way than by {@code clear}.
     *
     * @return the hook
     */
    public Hook1<MapChange.ItemPopped<K, V>> itemPopped() {
        return core.hooks().itemPopped;
    }

    /**
     * Tells that {@code putAll} or {@code replaceAll} gave keys values.
     *
     * @return the hook
     */
    public Hook1<MapChange.Updated<K, V>> updated() {
        return core.hooks().updated;
    }

    /**
     * Tells that {@code clear} emptied the map.
     *
     * @return the hook
     */
    public Hook1<MapChange.Cleared<K, V>> cleared() {
        return core.hooks().cleared;
    }

    /**
     * Tells every change, after the hook of its kind.
     *
     * @return the hook
     */
    public Hook1<MapChange<K, V>> changed() {
        return core.hooks().changed;
    }

    /**
     * Runs work and tells what it did to this map as one {@link MapChange.Merged}, through {@link #changed()} only.
     *
     * <p>A batch within a batch is part of the outer one. Nothing is told if the map was not changed. If the work throws,
     * what it did until then is told first; a failure of observers is then suppressed in the work's.
     *
     * @param work what to run, on this thread
     * @throws NullPointerException if {@code work} is null
     */
    public void batch(Runnable work) {
        core.hooks().delivery.batch(requireNonNull(work, "work"));
    }

    @Override
    public int size() {
        return core.entries.size();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return core.entries.get(key);
    }

    @Override
    public @Nullable V getOrDefault(@Nullable Object key, @Nullable V fallback) {
        return core.entries.getOrDefault(key, fallback);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return core.entries.containsKey(key);
    }

    @Override
    public boolean containsValue(@Nullable Object value) {
        return core.entries.containsValue(value);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        core.entries.forEach(requireNonNull(action, "action"));
    }

    @Override
    public @Nullable V put(K key, V value) {
        return core.put(key, value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        core.putAll(requireNonNull(entries, "entries"));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return core.isUnobserved()
                ? core.entries.putIfAbsent(key, value)
                : core.atKey(key, () -> core.entries.putIfAbsent(key, value));
    }

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return core.isUnobserved()
                ? core.entries.computeIfAbsent(key, function)
                : core.atKey(key, () -> core.entries.computeIfAbsent(key, function));
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return core.isUnobserved()
                ? core.entries.computeIfPresent(key, function)
                : core.atKey(key, () -> core.entries.computeIfPresent(key, function));
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return core.isUnobserved()
                ? core.entries.compute(key, function)
                : core.atKey(key, () -> core.entries.compute(key, function));
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        requireNonNull(value, "value");
        requireNonNull(function, "function");
        return core.isUnobserved()
                ? core.entries.merge(key, value, function)
                : core.atKey(key, () -> core.entries.merge(key, value, function));
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return core.isUnobserved()
                ? core.entries.replace(key, value)
                : core.atKey(key, () -> core.entries.replace(key, value));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        return core.isUnobserved()
                ? core.entries.replace(key, oldValue, newValue)
                : core.atKey(key, () -> core.entries.replace(key, oldValue, newValue));
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        core.replaceAll(requireNonNull(function, "function"));
    }

    @Override
    public @Nullable V remove(@Nullable Object key) {
        return core.remove(key);
    }

    @Override
    public boolean remove(@Nullable Object key, @Nullable Object value) {
        return core.isUnobserved()
                ? core.entries.remove(key, value)
                : core.atKey(key, () -> core.entries.remove(key, value));
    }

    @Override
    public void clear() {
        core.clear();
    }

    @Override
    public Set<K> keySet() {
        return new KeysView<>(core);
    }

    @Override
    public Collection<V> values() {
        return new ValuesView<>(core);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new EntriesView<>(core);
    }
}
