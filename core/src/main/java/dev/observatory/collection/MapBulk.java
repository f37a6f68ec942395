package dev.observatory.collection;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bulk call on a map, which runs methods of keys between its writes. Whatever they do, what has been written is
 * emitted, and before any change that they make themselves.
 */
final class MapBulk<K extends @Nullable Object, V extends @Nullable Object> {
    private final MapCore<K, V> core;
    private final @Nullable MapHooks<K, V> hooks;
    private List<MapChange.ItemSet<K, V>> items = new ArrayList<>(0);
    private List<Map.Entry<K, V>> removed = new ArrayList<>(0);

    MapBulk(MapCore<K, V> core) {
        this.core = core;
        this.hooks = core.hooksIfAny();
    }

    private Delivery.@Nullable Written<MapChange<K, V>> begin() {
        return hooks == null ? null : hooks.delivery.begin(this::takeWritten);
    }

    private void end(Delivery.@Nullable Written<MapChange<K, V>> outer) {
        if (hooks != null) {
            hooks.delivery.end(outer);
        }
    }

    private @Nullable PendingChange<MapChange<K, V>, ?> takeWritten() {
        PendingChange<MapChange<K, V>, ?> written = items.isEmpty() ? core.popped(removed) : core.updated(items);
        items = new ArrayList<>(0);
        removed = new ArrayList<>(0);
        return written;
    }

    /** Delivers what has been written before a failure; returns the failure, with those of observers suppressed. */
    private Throwable deliverAfter(Throwable failure) {
        try {
            core.deliver(takeWritten());
        } catch (Throwable ofObservers) {
            return Failures.joined(failure, ofObservers);
        }
        return failure;
    }

    private boolean isObserved() {
        MapHooks<K, V> present = core.hooksIfAny();
        return present != null && present.delivery.isObserved(present.updated);
    }

    void putAll(Map<? extends K, ? extends V> more) {
        Map<K, V> entries = core.entries;
        int before = entries.size();
        int expected = before;
        boolean observed = isObserved();
        boolean observedFromStart = observed;
        Object mark = hooks == null ? "" : hooks.delivery.mark();
        long recorded = hooks == null ? 0 : hooks.delivery.recorded();
        Throwable failure = null;
        Delivery.@Nullable Written<MapChange<K, V>> outer = begin();
        try {
            for (Map.Entry<? extends K, ? extends V> entry : more.entrySet()) {
                K key = entry.getKey();
                V value = entry.getValue();
                int size = entries.size();
                V old = entries.put(key, value);
                boolean added = entries.size() > size;
                expected += added ? 1 : 0;
                observed = observed || isObserved();
                // Added entries are at the end and can be removed without a record.
                if (added ? observed : old != value) {
                    items.add(new MapChange.ItemSet<>(key, added, old, value));
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            end(outer);
        }
        if (failure == null) {
            core.deliver(takeWritten());
            return;
        }
        observed = observed || isObserved();
        boolean isAlone =
                hooks == null ? !observed : mark.equals(hooks.delivery.mark()) && recorded == hooks.delivery.recorded();
        if (isAlone && observed == observedFromStart && entries.size() == expected) {
            rollBack(before, failure);
        }
        Failures.throwIfAny(deliverAfter(failure));
    }

    /** Takes back what has been put; keeps the items for which that failed. */
    @SuppressWarnings("NullAway") // The old value of a present key is a V.
    private void rollBack(int size, Throwable failure) {
        int added = Rollback.trim(core.entries.entrySet().iterator(), size, failure);
        core.countRemoval();
        List<MapChange.ItemSet<K, V>> kept = new ArrayList<>(0);
        for (MapChange.ItemSet<K, V> item : items) {
            if (item.added() && added > 0) {
                added--;
            } else {
                kept.add(item);
            }
        }
        try {
            for (int i = kept.size() - 1; i >= 0; i--) {
                MapChange.ItemSet<K, V> item = kept.get(i);
                if (!item.added()) {
                    core.entries.replace(item.key(), item.oldValue());
                    kept.remove(i);
                }
            }
        } catch (Throwable again) {
            Rollback.suppress(failure, again);
        }
        items = kept;
    }

    /** Removes the selected ones of the entries that an iterator returns; returns whether there are any. */
    boolean remove(Iterator<Map.Entry<K, V>> remover, BitSet selected) {
        Throwable failure = null;
        Delivery.@Nullable Written<MapChange<K, V>> outer = begin();
        try {
            for (int i = 0; i < selected.length(); i++) {
                // Throws before anything is removed if the filter changed the map.
                Map.Entry<K, V> entry = remover.next();
                if (selected.get(i)) {
                    remover.remove();
                    core.countRemoval();
                    removed.add(entry);
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            end(outer);
        }
        Failures.throwIfAny(failure == null ? null : deliverAfter(failure));
        core.deliver(takeWritten());
        return !selected.isEmpty();
    }

    /** Removes keys that the map contains; returns whether there are any. */
    @SuppressWarnings("NullAway") // The value of a present key is a V.
    boolean remove(Collection<K> keys) {
        Throwable failure = null;
        Delivery.@Nullable Written<MapChange<K, V>> outer = begin();
        try {
            for (K key : keys) {
                int size = core.entries.size();
                V old = core.entries.remove(key);
                if (old != null || core.entries.size() < size) {
                    core.countRemoval();
                    removed.add(new SimpleImmutableEntry<>(key, old));
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            end(outer);
        }
        Failures.throwIfAny(failure == null ? null : deliverAfter(failure));
        core.deliver(takeWritten());
        return !keys.isEmpty();
    }
}
