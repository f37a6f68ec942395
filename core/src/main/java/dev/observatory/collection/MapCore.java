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

/** The entries of an {@link ObservableMap} and the only place where they are changed, as a whole or not at all. */
final class MapCore<K extends @Nullable Object, V extends @Nullable Object> {
    /** Of insertion order. */
    final Map<K, V> entries;
    // Written once, under this object's lock; a reader without it may be late to see the hooks, never see half of them.
    private @Nullable MapHooks<K, V> hooks;

    MapCore(Map<K, V> entries) {
        this.entries = entries;
    }

    MapHooks<K, V> hooks() {
        MapHooks<K, V> known = hooks;
        return known != null ? known : madeHooks();
    }

    private synchronized MapHooks<K, V> madeHooks() {
        if (hooks == null) {
            hooks = new MapHooks<>();
        }
        return hooks;
    }

    /** Whether nobody would hear of a single key; then the plain call will do. */
    boolean isUnobserved() {
        MapHooks<K, V> told = hooks;
        return told == null || !(told.delivery.wants(told.itemSet) || told.delivery.wants(told.itemPopped));
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
            tellSet(key, added, old, value);
        }
        return old;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what equals a key of type K is told as one; null may be a K
    @Nullable
    V remove(@Nullable Object key) {
        int size = entries.size();
        V old = entries.remove(key);
        if (entries.size() < size) {
            tellPopped((K) key, old);
        }
        return old;
    }

    /** Runs a call that changes at most this key, and tells what became of it. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what equals a key of type K is told as one; null may be a K
    <R extends @Nullable Object> R atKey(@Nullable Object key, Supplier<R> call) {
        int size = entries.size();
        V old = entries.get(key);
        R result = call.get();
        if (entries.size() < size) {
            tellPopped((K) key, old);
        } else {
            V value = entries.get(key);
            boolean added = entries.size() > size;
            if (added || value != old) {
                tellSet((K) key, added, old, value);
            }
        }
        return result;
    }

    /** An entry that has left the map still takes a value, but that is no change of the map. */
    V setValue(Map.Entry<K, V> entry, V value) {
        if (isUnobserved()) {
            return entry.setValue(value);
        }
        return atKey(entry.getKey(), () -> entry.setValue(value));
    }

    private void tellSet(K key, boolean added, @Nullable V old, V value) {
        MapHooks<K, V> told = hooks();
        if (told.delivery.wants(told.itemSet)) {
            told.delivery.tell(PendingChange.of(told.itemSet, new MapChange.ItemSet<>(key, added, old, value)));
        }
    }

    void tellPopped(K key, V old) {
        MapHooks<K, V> told = hooks;
        if (told != null && told.delivery.wants(told.itemPopped)) {
            List<Map.Entry<K, V>> popped = NullableImmutableList.one(new SimpleImmutableEntry<>(key, old));
            told.delivery.tell(PendingChange.of(told.itemPopped, new MapChange.ItemPopped<>(popped)));
        }
    }

    void putAll(Map<? extends K, ? extends V> more) {
        MapHooks<K, V> told = hooks;
        boolean wanted = told != null && told.delivery.wants(told.updated);
        if (!wanted && entries.isEmpty()) {
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
                // What was added is at the end and needs no record to be taken back.
                if (added ? wanted : old != value) {
                    items.add(new MapChange.ItemSet<>(key, added, old, value));
                }
            }
        } catch (Throwable failure) {
            takeBack(items, before);
            throw failure;
        }
        tellUpdated(items);
    }

    private void fill(Map<? extends K, ? extends V> more) {
        try {
            entries.putAll(more);
        } catch (Throwable failure) {
            entries.clear();
            throw failure;
        }
    }

    @SuppressWarnings("NullAway") // the old value of a key that was there is a V
    private void takeBack(List<MapChange.ItemSet<K, V>> items, int size) {
        Rollback.trim(entries.entrySet().iterator(), size);
        for (int i = items.size() - 1; i >= 0; i--) {
            MapChange.ItemSet<K, V> item = items.get(i);
            if (!item.added()) {
                entries.replace(item.key(), item.oldValue());
            }
        }
    }

    /** Computes every new value before the first one is stored. */
    void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        Iterator<Map.Entry<K, V>> writer = entries.entrySet().iterator();
        List<V> values = new ArrayList<>(entries.size());
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            values.add(function.apply(entry.getKey(), entry.getValue()));
        }
        MapHooks<K, V> told = hooks;
        boolean wanted = told != null && told.delivery.wants(told.updated);
        List<MapChange.ItemSet<K, V>> items = new ArrayList<>(0);
        for (V value : values) {
            Map.Entry<K, V> entry = writer.next(); // fails before anything is stored if the function changed the map
            V old = entry.setValue(value);
            if (wanted && old != value) {
                items.add(new MapChange.ItemSet<>(entry.getKey(), false, old, value));
            }
        }
        tellUpdated(items);
    }

    private void tellUpdated(List<MapChange.ItemSet<K, V>> items) {
        MapHooks<K, V> told = hooks;
        if (!items.isEmpty() && told != null && told.delivery.wants(told.updated)) {
            told.delivery.tell(PendingChange.of(told.updated, new MapChange.Updated<>(items)));
        }
    }

    void clear() {
        if (entries.isEmpty()) {
            return;
        }
        MapHooks<K, V> told = hooks;
        PendingChange<MapChange<K, V>, ?> notice = told == null || !told.delivery.wants(told.cleared)
                ? null
                : PendingChange.of(told.cleared, new MapChange.Cleared<>(List.copyOf(entries.entrySet())));
        entries.clear();
        if (notice != null) {
            hooks().delivery.tell(notice);
        }
    }

    /** Asks the filter about every entry before the first one goes. */
    boolean removeIf(Predicate<Map.Entry<K, V>> filter) {
        Iterator<Map.Entry<K, V>> remover = entries.entrySet().iterator();
        BitSet doomed = new BitSet();
        int position = 0;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            doomed.set(position++, filter.test(entry));
        }
        List<Map.Entry<K, V>> removed = new ArrayList<>(doomed.cardinality());
        for (int i = 0; i < doomed.length(); i++) {
            Map.Entry<K, V> entry = remover.next(); // fails before anything is removed if the filter changed the map
            if (doomed.get(i)) {
                remover.remove();
                removed.add(entry);
            }
        }
        tellPopped(removed);
        return !removed.isEmpty();
    }

    /** Looks every key up before the first one goes. */
    @SuppressWarnings("unchecked") // what equals a key of type K is told as one
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
        tellPopped(removed);
        return !removed.isEmpty();
    }

    private void tellPopped(List<Map.Entry<K, V>> removed) {
        MapHooks<K, V> told = hooks;
        if (!removed.isEmpty() && told != null && told.delivery.wants(told.itemPopped)) {
            told.delivery.tell(PendingChange.of(told.itemPopped, new MapChange.ItemPopped<>(removed)));
        }
    }
}
