package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.ContentSource;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map like {@link LinkedHashMap} whose changes are observable, including those made through the views of keys, values
 * and entries, their iterators and {@code Entry.setValue}.
 *
 * <pre>{@code
 * ObservableMap<String, Integer> stock = new ObservableMap<>();
 * stock.itemSet().connect(change -> System.out.println(change.key() + ": " + change.newValue()));
 * stock.merge("lens", 2, Integer::sum);
 * }</pre>
 *
 * <p><b>Order.</b> Each call that changes the map emits one change when it is complete: first from the hook of its
 * kind, then from {@link #changed()}. A call that changes nothing emits nothing; giving a key the same instance as
 * value changes nothing. Observers run on the calling thread. An observer may change the map: the change is made at
 * once, and emitted after all observers have received the current one. All observers therefore receive the changes in
 * the order in which they happened, and replaying them keeps a copy equal. An observer that
 * connects, at any moment, receives what happens from then on: not the queued changes from before, and of a batch only the
 * rest. A copy made when it connects therefore stays equal too; {@link #connectWithSnapshot} does both in one step.
 *
 * <p><b>Failures.</b> If a function, predicate, {@code equals} or {@code hashCode} throws, the map is unchanged and
 * nothing is emitted. If observers throw, the change remains, all observers receive it and all queued changes, and the
 * outermost call then throws one {@link dev.observatory.hook.EventHookException}. Only a {@link VirtualMachineError} is
 * thrown at once, and discards the queue.
 *
 * <p>What such code itself does with the map remains and is emitted. If it does so in the middle of a bulk call that then
 * fails, or if {@code equals} fails when elements are already being removed, what was done until then remains and is emitted
 * as well.
 *
 * <p><b>Serialization.</b> The content is serialized, and nothing else: neither observers nor views.
 *
 * <p><b>Threads.</b> Not safe for use by several threads at once, like its counterpart. Iterators fail fast when keys
 * are added or removed other than through them.
 *
 * @param <K> the type of the keys; null is allowed
 * @param <V> the type of the values; nulls are allowed
 */
public final class ObservableMap<K extends @Nullable Object, V extends @Nullable Object> extends AbstractMap<K, V>
        implements Serializable, ContentSource<Map<K, V>> {
    private static final long serialVersionUID = 1;

    /**
     * The content of the map, without observers.
     *
     * @serial
     */
    private final MapCore<K, V> core;

    /** Creates an empty map. */
    public ObservableMap() {
        core = new MapCore<>(new LinkedHashMap<>());
    }

    /**
     * Creates an empty map with the given capacity.
     *
     * @param initialCapacity the initial capacity of the hash table, as for {@link LinkedHashMap}
     * @throws IllegalArgumentException if {@code initialCapacity} is negative
     */
    public ObservableMap(int initialCapacity) {
        core = new MapCore<>(new LinkedHashMap<>(Capacity.checked(initialCapacity)));
    }

    /**
     * Creates a map of the given entries.
     *
     * @param entries the initial entries, in the order of their iterator
     * @throws NullPointerException if {@code entries} is null
     */
    public ObservableMap(Map<? extends K, ? extends V> entries) {
        core = new MapCore<>(new LinkedHashMap<>(requireNonNull(entries, "entries")));
    }

    /**
     * Returns the hook that emits when one key was given a new or different value.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<MapChange.ItemSet<K, V>> itemSet() {
        return core.hooks().itemSet;
    }

    /**
     * Returns the hook that emits when entries were removed in any way other than by {@code clear}.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<MapChange.ItemPopped<K, V>> itemPopped() {
        return core.hooks().itemPopped;
    }

    /**
     * Returns the hook that emits when {@code putAll} or {@code replaceAll} gave keys new or different values.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<MapChange.Updated<K, V>> updated() {
        return core.hooks().updated;
    }

    /**
     * Returns the hook that emits when {@code clear} emptied the map, also through a view.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<MapChange.Cleared<K, V>> cleared() {
        return core.hooks().cleared;
    }

    /**
     * Returns the hook that emits every change, after the hook of its kind; the changes of a {@link #batch batch} as
     * one.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<MapChange<K, V>> changed() {
        return core.hooks().changed;
    }

    /**
     * Runs work and emits its changes of this map as one {@link MapChange.Merged}, through {@link #changed()} only.
     *
     * <p>A nested batch is part of the outer one. Nothing is emitted if the map was not changed. If the work throws,
     * the changes made until then are emitted before the exception is thrown; a failure of observers is then suppressed
     * in it.
     *
     * @param work the code to run, on the calling thread
     * @throws NullPointerException if {@code work} is null
     */
    public void batch(Runnable work) {
        core.hooks().delivery.batch(requireNonNull(work, "work"));
    }

    /**
     * Connects an observer of all changes, and passes it the present content first: the two together always make the
     * content, whenever it connects. Within a {@link #batch batch} or while a change is emitted, it receives only what
     * happens afterwards.
     *
     * <p>To connect on another thread than the one that changes the map, hold the lock that also guards the changes.
     *
     * @param onSnapshot called once, on the calling thread, before this method returns and before any change is passed on,
     *     with an immutable copy. What it throws ends the connection and is thrown by this method
     * @param onChange called with each later change, as an observer of {@link #changed()}. Changes that {@code onSnapshot}
     *     makes are passed on when it has returned
     * @return the subscription
     * @throws NullPointerException if an argument is null
     */
    public Subscription connectWithSnapshot(
            Consumer<? super Map<K, V>> onSnapshot, Consumer<? super MapChange<K, V>> onChange) {
        requireNonNull(onSnapshot, "onSnapshot");
        requireNonNull(onChange, "onChange");
        return core.hooks().delivery.connectWithSnapshot(core::snapshot, onSnapshot, onChange);
    }

    /**
     * Returns a view of the entries as a list, in their order, which follows this map. The entries are immutable; a key that
     * is given another value has a new entry. Views of it are filtered, sorted or mapped:
     *
     * <pre>{@code
     * ObservableMap<String, Integer> stock = new ObservableMap<>();
     * ListView<String> missing = stock.listView().filteredView(entry -> entry.getValue() == 0).mappedView(Map.Entry::getKey);
     * }</pre>
     *
     * @return the view
     */
    public ListView<Map.Entry<K, V>> listView() {
        return ListView.of(this, core.hooks().delivery, null, view -> KeyedUpdate.ofMap(view, () -> core.entryList()));
    }

    /**
     * Connects a state graph.
     *
     * @hidden
     */
    @Override
    public Supplier<Map<K, V>> follow(Object owner, Consumer<? super Supplier<Map<K, V>>> listener) {
        requireNonNull(owner, "owner");
        requireNonNull(listener, "listener");
        return Content.follow(
                core.hooks().delivery,
                core.snapshot(),
                Map::size,
                (map, changes) -> {
                    Map<K, V> copy = new LinkedHashMap<>(map);
                    changes.forEach(each -> each.applyTo(copy));
                    return Collections.unmodifiableMap(copy);
                },
                owner,
                listener);
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
        return core.putIfAbsent(key, value);
    }

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return core.computeIfAbsent(key, function);
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return core.computeIfPresent(key, function);
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return core.compute(key, function);
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        requireNonNull(value, "value");
        requireNonNull(function, "function");
        return core.merge(key, value, function);
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return core.replace(key, value);
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        return core.replace(key, oldValue, newValue);
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
        return core.remove(key, value);
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
