package dev.observatory.collection;

import java.io.Serializable;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an {@link ObservableMap}, and the only place that changes them.
 *
 * <p>Methods of keys and values, and functions, run before the first write of a call, with two exceptions: bulk calls,
 * which are {@link MapBulk}, and calls in the middle of which such code changes this map or connects its first observer. The
 * latter emit what their key has in the end.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class MapCore<K extends @Nullable Object, V extends @Nullable Object> implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MAX_ATTEMPTS = 3;

    /** In insertion order. */
    final LinkedHashMap<K, V> entries;

    // Written once, under this object's monitor; a racy reader sees null or complete hooks, whose fields are final.
    private transient @Nullable MapHooks<K, V> hooks;

    /** Grows with each removal: as long as it stays the same, an entry that has been in the map still is. */
    private transient int removals;

    @SuppressWarnings("NonApiType") // The field is serialized.
    MapCore(LinkedHashMap<K, V> entries) {
        this.entries = entries;
    }

    MapHooks<K, V> hooks() {
        MapHooks<K, V> known = hooks;
        return known != null ? known : createHooks();
    }

    private synchronized MapHooks<K, V> createHooks() {
        if (hooks == null) {
            hooks = new MapHooks<>();
        }
        return hooks;
    }

    @Nullable
    MapHooks<K, V> hooksIfAny() {
        return hooks;
    }

    /** Returns an immutable copy. */
    Map<K, V> snapshot() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** Returns immutable copies of the entries, in order. */
    List<Map.Entry<K, V>> entryList() {
        return NullableImmutableList.entries(List.copyOf(entries.entrySet()));
    }

    /** Returns whether no observer would receive a change of a single key, so that the plain call is enough. */
    boolean isUnobserved() {
        MapHooks<K, V> hooks = this.hooks;
        return hooks == null
                || !(hooks.delivery.isObserved(hooks.itemSet) || hooks.delivery.isObserved(hooks.itemPopped));
    }

    /**
     * Returns a number that differs from an earlier one if the map has been changed since or its first observer has
     * connected; negative without observers.
     */
    long recorded() {
        MapHooks<K, V> hooks = this.hooks;
        return hooks == null || isUnobserved() ? -1 : hooks.delivery.recorded();
    }

    int removals() {
        return removals;
    }

    void countRemoval() {
        removals++;
    }

    @Nullable
    V put(K key, V value) {
        long recorded = recorded();
        int size = entries.size();
        V old = entries.put(key, value);
        if (hooks != null) {
            if (recorded() != recorded) {
                restate(key, old);
            } else {
                boolean added = entries.size() > size;
                if (added || old != value) {
                    deliverSet(key, added, old, value);
                }
            }
        }
        return old;
    }

    @Nullable
    V remove(@Nullable Object key) {
        long recorded = recorded();
        int size = entries.size();
        V old = entries.remove(key);
        completeRemoval(key, old, size, recorded);
        return old;
    }

    /** Removes a key; returns whether the map contained it. */
    boolean removeKey(@Nullable Object key) {
        long recorded = recorded();
        int size = entries.size();
        V old = entries.remove(key);
        boolean removed = entries.size() < size || old != null;
        completeRemoval(key, old, size, recorded);
        return removed;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // What equals a key is reported as a K; null may be a K.
    private void completeRemoval(@Nullable Object key, @Nullable V old, int size, long recorded) {
        boolean removed = entries.size() < size;
        if (removed) {
            removals++;
        }
        if (hooks == null) {
            return;
        }
        if (recorded() != recorded) {
            restate((K) key, old);
        } else if (removed) {
            deliverPopped((K) key, old);
        }
    }

    @Nullable
    V putIfAbsent(K key, V value) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.putIfAbsent(key, value));
        }
        KeyState before = new KeyState(key);
        V old = entries.putIfAbsent(key, value);
        before.complete(old == null, value);
        return old;
    }

    @Nullable
    V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.computeIfAbsent(key, function));
        }
        KeyState before = new KeyState(key);
        return before.computed(entries.computeIfAbsent(key, function));
    }

    @Nullable
    V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.computeIfPresent(key, function));
        }
        KeyState before = new KeyState(key);
        return before.computed(entries.computeIfPresent(key, function));
    }

    @Nullable
    V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.compute(key, function));
        }
        KeyState before = new KeyState(key);
        return before.computed(entries.compute(key, function));
    }

    @Nullable
    V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.merge(key, value, function));
        }
        KeyState before = new KeyState(key);
        return before.computed(entries.merge(key, value, function));
    }

    @Nullable
    V replace(K key, V value) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.replace(key, value));
        }
        KeyState before = new KeyState(key);
        boolean present = before.old != null || entries.containsKey(key);
        V old = entries.replace(key, value);
        before.complete(present, value);
        return old;
    }

    boolean replace(K key, V oldValue, V newValue) {
        if (isUnobserved()) {
            return plain(key, entries.size(), entries.replace(key, oldValue, newValue));
        }
        KeyState before = new KeyState(key);
        boolean replaced = entries.replace(key, oldValue, newValue);
        before.complete(replaced, newValue);
        return replaced;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // What equals a key is reported as a K; null may be a K.
    boolean remove(@Nullable Object key, @Nullable Object value) {
        if (isUnobserved()) {
            return plain((K) key, entries.size(), entries.remove(key, value));
        }
        KeyState before = new KeyState((K) key);
        boolean removed = entries.remove(key, value);
        before.complete(false, null);
        return removed;
    }

    /** Completes a call that began without observers; returns its result. */
    private <R extends @Nullable Object> R plain(K key, int size, R result) {
        if (entries.size() < size) {
            removals++;
        }
        if (!isUnobserved()) {
            restate(key, null);
        }
        return result;
    }

    /** The state of one key before a call that changes at most this key. */
    private final class KeyState {
        private final K key;
        private final long recorded = recorded();
        private final int size = entries.size();
        private final @Nullable V old;

        KeyState(K key) {
            this.key = key;
            this.old = entries.get(key);
        }

        /** Delivers what a function of the key has changed; returns its result. */
        @SuppressWarnings("NullAway") // A null is not written.
        @Nullable
        V computed(@Nullable V result) {
            complete(result != null, result);
            return result;
        }

        /** Delivers the change: a removal if the map is smaller, otherwise the value if it was written. */
        @SuppressWarnings("NullAway") // The old value of a present key is a V.
        void complete(boolean written, V value) {
            boolean removed = entries.size() < size;
            if (removed) {
                removals++;
            }
            if (recorded() != recorded) {
                restate(key, old);
            } else if (removed) {
                deliverPopped(key, old);
            } else if (written) {
                boolean added = entries.size() > size;
                if (added || old != value) {
                    deliverSet(key, added, old, value);
                }
            }
        }
    }

    /**
     * Delivers what a key has now, after a call in the middle of which code of the program changed this map or connected
     * its first observer: nothing else is certain then.
     */
    @SuppressWarnings("NullAway") // The value of a present key is a V.
    void restate(K key, @Nullable V old) {
        boolean present = false;
        V value = null;
        long recorded;
        int attempts = 0;
        do {
            recorded = recorded();
            value = entries.get(key);
            present = value != null || entries.containsKey(key);
            attempts++;
        } while (recorded() != recorded && attempts < MAX_ATTEMPTS);
        if (present) {
            deliverSet(key, false, old, value);
        } else {
            deliverPopped(key, old);
        }
    }

    /**
     * Sets the value of an entry; on an entry that has been removed from the map, that is no change of the map.
     *
     * @param seen the number of removals when the entry was in the map
     */
    V setValue(Map.Entry<K, V> entry, int seen, V value) {
        if (isUnobserved()) {
            return entry.setValue(value);
        }
        if (seen != removals) {
            return setValueIfPresent(entry, value);
        }
        V old = entry.setValue(value);
        if (old != value) {
            deliverSet(entry.getKey(), false, old, value);
        }
        return old;
    }

    private V setValueIfPresent(Map.Entry<K, V> entry, V value) {
        K key = entry.getKey();
        V before = entries.get(key);
        V old = entry.setValue(value);
        V after;
        try {
            after = entries.get(key);
        } catch (Throwable failure) {
            entry.setValue(old);
            throw failure;
        }
        if (old != value && before == old && after == value) {
            deliverSet(key, false, old, value);
        }
        return old;
    }

    private void deliverSet(K key, boolean added, @Nullable V old, V value) {
        MapHooks<K, V> hooks = this.hooks;
        if (hooks != null && hooks.delivery.isObserved(hooks.itemSet)) {
            hooks.delivery.deliver(PendingChange.of(hooks.itemSet, new MapChange.ItemSet<>(key, added, old, value)));
        }
    }

    @SuppressWarnings("NullAway") // The value of a present key is a V.
    void deliverPopped(K key, @Nullable V old) {
        MapHooks<K, V> hooks = this.hooks;
        if (hooks != null && hooks.delivery.isObserved(hooks.itemPopped)) {
            List<Map.Entry<K, V>> popped = NullableImmutableList.one(new SimpleImmutableEntry<>(key, old));
            hooks.delivery.deliver(PendingChange.of(hooks.itemPopped, new MapChange.ItemPopped<>(popped)));
        }
    }

    void putAll(Map<? extends K, ? extends V> more) {
        MapHooks<K, V> hooks = this.hooks;
        if (hooks == null && entries.isEmpty()) {
            fill(more);
        } else {
            new MapBulk<>(this).putAll(more);
        }
    }

    private void fill(Map<? extends K, ? extends V> more) {
        try {
            entries.putAll(more);
        } catch (Throwable failure) {
            if (hooks == null) {
                entries.clear();
            }
            throw failure;
        } finally {
            if (hooks != null) { // The keys or the other map have connected the first observer.
                List<MapChange.ItemSet<K, V>> items = new ArrayList<>();
                entries.forEach((key, value) -> items.add(new MapChange.ItemSet<>(key, false, null, value)));
                deliver(updated(items));
            }
        }
    }

    /**
     * Computes every new value before it stores the first one. A value that the function itself has put after the turn
     * of its key remains.
     */
    void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        Iterator<Map.Entry<K, V>> writer = entries.entrySet().iterator();
        List<V> values = new ArrayList<>(entries.size());
        List<V> seen = new ArrayList<>(entries.size());
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            values.add(function.apply(entry.getKey(), entry.getValue()));
            seen.add(entry.getValue());
        }
        MapHooks<K, V> hooks = this.hooks;
        boolean observed = hooks != null && hooks.delivery.isObserved(hooks.updated);
        List<MapChange.ItemSet<K, V>> items = new ArrayList<>(0);
        for (int i = 0; i < values.size(); i++) {
            Map.Entry<K, V> entry = writer.next(); // Throws before anything is stored if the function changed the map.
            V old = entry.getValue();
            V value = values.get(i);
            if (old == seen.get(i) && old != value) {
                entry.setValue(value);
                if (observed) {
                    items.add(new MapChange.ItemSet<>(entry.getKey(), false, old, value));
                }
            }
        }
        deliver(updated(items));
    }

    @Nullable
    PendingChange<MapChange<K, V>, ?> updated(List<MapChange.ItemSet<K, V>> items) {
        MapHooks<K, V> hooks = this.hooks;
        return items.isEmpty() || hooks == null || !hooks.delivery.isObserved(hooks.updated)
                ? null
                : PendingChange.of(hooks.updated, new MapChange.Updated<>(items));
    }

    @Nullable
    PendingChange<MapChange<K, V>, ?> popped(List<Map.Entry<K, V>> removed) {
        MapHooks<K, V> hooks = this.hooks;
        return removed.isEmpty() || hooks == null || !hooks.delivery.isObserved(hooks.itemPopped)
                ? null
                : PendingChange.of(hooks.itemPopped, new MapChange.ItemPopped<>(removed));
    }

    void deliver(@Nullable PendingChange<MapChange<K, V>, ?> pending) {
        if (pending != null) {
            hooks().delivery.deliver(pending);
        }
    }

    void clear() {
        if (entries.isEmpty()) {
            return;
        }
        MapHooks<K, V> hooks = this.hooks;
        PendingChange<MapChange<K, V>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.cleared)
                ? null
                : PendingChange.of(hooks.cleared, new MapChange.Cleared<>(List.copyOf(entries.entrySet())));
        entries.clear();
        removals++;
        deliver(pending);
    }

    /** Tests every entry before it removes the first one. */
    boolean removeIf(Predicate<Map.Entry<K, V>> filter) {
        Iterator<Map.Entry<K, V>> remover = entries.entrySet().iterator();
        BitSet selected = new BitSet();
        int position = 0;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            selected.set(position++, filter.test(entry));
        }
        return new MapBulk<>(this).remove(remover, selected);
    }

    /** Looks every key up before it removes the first one. */
    @SuppressWarnings("unchecked") // What equals a key is reported as a K.
    boolean removeEach(Collection<?> unwanted) {
        LinkedHashSet<K> keys = new LinkedHashSet<>();
        for (Object key : unwanted) {
            if (entries.containsKey(key)) {
                keys.add((K) key);
            }
        }
        return new MapBulk<>(this).remove(keys);
    }
}
