package dev.observatory.collection;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries of an {@link ObservableMap}, and the only place that changes them: completely or not at all. */
final class MapCore<K extends @Nullable Object, V extends @Nullable Object> {
    /** In insertion order. */
    final Map<K, V> entries;
    // Written once, under this object's monitor; a racy reader sees null or complete hooks, whose fields are final.
    private @Nullable MapHooks<K, V> hooks;

    MapCore(Map<K, V> entries) {
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

    /** Returns whether no observer would receive a change of a single key, so that the plain call is enough. */
    boolean isUnobserved() {
        MapHooks<K, V> hooks = this.hooks;
        return hooks == null
                || !(hooks.delivery.isObserved(hooks.itemSet) || hooks.delivery.isObserved(hooks.itemPopped));
    }

    @Nullable
    V put(K key, V value) {
        if (isUnobserved()) {
            return entries.put(key, value);
        }
        int size = entries.size();
        V old = entries.put(key, value);
        boolean added = entries.size() > size;
        if (added || old != value) {
            deliverSet(key, added, old, value);
        }
        return old;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // What equals a key is reported as a K; null may be a K.
    @Nullable
    V remove(@Nullable Object key) {
        int size = entries.size();
        V old = entries.remove(key);
        if (entries.size() < size) {
            deliverPopped((K) key, old);
        }
        return old;
    }

    /** Runs a call that changes at most the given key, and delivers the change. */
    @SuppressWarnings({"unchecked", "NullAway"}) // What equals a key is reported as a K; null may be a K.
    <R extends @Nullable Object> R atKey(@Nullable Object key, Supplier<R> call) {
        int size = entries.size();
        V old = entries.get(key);
        R result = call.get();
        if (entries.size() < size) {
            deliverPopped((K) key, old);
        } else {
            V value = entries.get(key);
            boolean added = entries.size() > size;
            if (added || value != old) {
                deliverSet((K) key, added, old, value);
            }
        }
        return result;
    }

    /** Sets the value of an entry; on an entry that has been removed from the map, that is no change of the map. */
    V setValue(Map.Entry<K, V> entry, V value) {
        if (isUnobserved()) {
            return entry.setValue(value);
        }
        return atKey(entry.getKey(), () -> entry.setValue(value));
    }

    private void deliverSet(K key, boolean added, @Nullable V old, V value) {
        MapHooks<K, V> hooks = hooks();
        if (hooks.delivery.isObserved(hooks.itemSet)) {
            hooks.delivery.deliver(PendingChange.of(hooks.itemSet, new MapChange.ItemSet<>(key, added, old, value)));
        }
    }

    void deliverPopped(K key, V old) {
        MapHooks<K, V> hooks = this.hooks;
        if (hooks != null && hooks.delivery.isObserved(hooks.itemPopped)) {
            List<Map.Entry<K, V>> popped = NullableImmutableList.one(new SimpleImmutableEntry<>(key, old));
            hooks.delivery.deliver(PendingChange.of(hooks.itemPopped, new MapChange.ItemPopped<>(popped)));
        }
    }

    void putAll(Map<? extends K, ? extends V> more) {
        MapHooks<K, V> hooks = this.hooks;
        boolean observed = hooks != null && hooks.delivery.isObserved(hooks.updated);
        if (!observed && entries.isEmpty()) {
            fill(more);
            return;
        }
        List<MapChange.ItemSet<K, V>> items = new ArrayList<>(0);
        int before = entries.size();
        try {
            for (Map.Entry<? extends K, ? extends V> entry : more.entrySet()) {
                K key = entry.getKey();
                V value = entry.getValue();
                int size = entries.size();
                V old = entries.put(key, value);
                boolean added = entries.size() > size;
                // Added entries are at the end and can be removed without a record.
                if (added ? observed : old != value) {
                    items.add(new MapChange.ItemSet<>(key, added, old, value));
                }
            }
        } catch (Throwable failure) {
            rollBack(items, before);
            throw failure;
        }
        deliverUpdated(items);
    }

    private void fill(Map<? extends K, ? extends V> more) {
        try {
            entries.putAll(more);
        } catch (Throwable failure) {
            entries.clear();
            throw failure;
        }
    }

    @SuppressWarnings("NullAway") // The old value of a present key is a V.
    private void rollBack(List<MapChange.ItemSet<K, V>> items, int size) {
        Rollback.trim(entries.entrySet().iterator(), size);
        for (int i = items.size() - 1; i >= 0; i--) {
            MapChange.ItemSet<K, V> item = items.get(i);
            if (!item.added()) {
                entries.replace(item.key(), item.oldValue());
            }
        }
    }

    /** Computes every new value before it stores the first one. */
    void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        Iterator<Map.Entry<K, V>> writer = entries.entrySet().iterator();
        List<V> values = new ArrayList<>(entries.size());
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            values.add(function.apply(entry.getKey(), entry.getValue()));
        }
        MapHooks<K, V> hooks = this.hooks;
        boolean observed = hooks != null && hooks.delivery.isObserved(hooks.updated);
        List<MapChange.ItemSet<K, V>> items = new ArrayList<>(0);
        for (V value : values) {
            Map.Entry<K, V> entry = writer.next(); // Throws before anything is stored if the function changed the map.
            V old = entry.setValue(value);
            if (observed && old != value) {
                items.add(new MapChange.ItemSet<>(entry.getKey(), false, old, value));
            }
        }
        deliverUpdated(items);
    }

    private void deliverUpdated(List<MapChange.ItemSet<K, V>> items) {
        MapHooks<K, V> hooks = this.hooks;
        if (!items.isEmpty() && hooks != null && hooks.delivery.isObserved(hooks.updated)) {
            hooks.delivery.deliver(PendingChange.of(hooks.updated, new MapChange.Updated<>(items)));
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
        if (pending != null) {
            hooks().delivery.deliver(pending);
        }
    }

    /** Tests every entry before it removes the first one. */
    boolean removeIf(Predicate<Map.Entry<K, V>> filter) {
        Iterator<Map.Entry<K, V>> remover = entries.entrySet().iterator();
        BitSet selected = new BitSet();
        int position = 0;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            selected.set(position++, filter.test(entry));
        }
        List<Map.Entry<K, V>> removed = new ArrayList<>(selected.cardinality());
        for (int i = 0; i < selected.length(); i++) {
            Map.Entry<K, V> entry = remover.next(); // Throws before anything is removed if the filter changed the map.
            if (selected.get(i)) {
                remover.remove();
                removed.add(entry);
            }
        }
        deliverPopped(removed);
        return !removed.isEmpty();
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
        List<Map.Entry<K, V>> removed = new ArrayList<>(keys.size());
        for (K key : keys) {
            removed.add(new SimpleImmutableEntry<>(key, entries.remove(key)));
        }
        deliverPopped(removed);
        return !removed.isEmpty();
    }

    private void deliverPopped(List<Map.Entry<K, V>> removed) {
        MapHooks<K, V> hooks = this.hooks;
        if (!removed.isEmpty() && hooks != null && hooks.delivery.isObserved(hooks.itemPopped)) {
            hooks.delivery.deliver(PendingChange.of(hooks.itemPopped, new MapChange.ItemPopped<>(removed)));
        }
    }
}
