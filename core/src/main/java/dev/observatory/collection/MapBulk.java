package dev.observatory.collection;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bulk call on a map, which runs methods of keys between its writes. Whatever they do, what has been written is
 * emitted, and before any change that they make themselves.
 */
final class MapBulk<K extends @Nullable Object, V extends @Nullable Object> {
    private final MapCore<K, V> core;
    private @Nullable MapHooks<K, V> hooks;
    private Delivery.@Nullable Written<MapChange<K, V>> outer;
    private List<MapChange.ItemSet<K, V>> items = new ArrayList<>(0);
    private List<Map.Entry<K, V>> removed = new ArrayList<>(0);

    MapBulk(MapCore<K, V> core) {
        this.core = core;
    }

    /** Announces this call as unfinished, as soon as the map has hooks. */
    private void begin() {
        MapHooks<K, V> present = core.hooksIfAny();
        if (hooks == null && present != null) {
            outer = present.delivery.begin(this::takeWritten);
            hooks = present;
        }
    }

    private void end() {
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

    /** Drops what was written before the first observer connected, which has seen it in the map. */
    private void forgetSeen(long start) {
        if (start < 0) {
            items = new ArrayList<>(0);
            removed = new ArrayList<>(0);
        }
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
        MapHooks<K, V> hooksBefore = core.hooksIfAny();
        Object mark = hooksBefore == null ? "" : hooksBefore.delivery.mark();
        long last = core.recorded();
        // Then no code of the program runs between the entries, only in put.
        boolean isIteratedByJdk = more.getClass() == HashMap.class || more.getClass() == LinkedHashMap.class;
        boolean isAlone = true;
        Throwable failure = null;
        begin();
        try {
            for (Map.Entry<? extends K, ? extends V> entry : more.entrySet()) {
                K key = entry.getKey();
                V value = entry.getValue();
                int size = entries.size();
                long start = isIteratedByJdk ? last : core.recorded();
                if (start != last) {
                    isAlone = false;
                    forgetSeen(last);
                    begin();
                }
                V old = entries.put(key, value);
                boolean added = entries.size() > size;
                expected += added ? 1 : 0;
                observed = observed || isObserved();
                last = core.recorded();
                if (last != start) {
                    isAlone = false;
                    forgetSeen(start);
                    core.restate(key, old);
                    begin();
                    last = core.recorded();
                    continue;
                }
                // Added entries are at the end and can be removed without a record.
                if (added ? observed : old != value) {
                    items.add(new MapChange.ItemSet<>(key, added, old, value));
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            end();
        }
        if (failure == null) {
            if (core.recorded() != last) {
                forgetSeen(last);
            }
            core.deliver(takeWritten());
            return;
        }
        observed = observed || isObserved();
        isAlone = isAlone
                && core.recorded() == last
                && observed == observedFromStart
                && entries.size() == expected
                && (hooksBefore == null || mark.equals(hooksBefore.delivery.mark()));
        if (isAlone) {
            rollBack(before, failure);
        } else if (core.recorded() != last) {
            forgetSeen(last);
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
        begin();
        try {
            int end = selected.length();
            long last = core.recorded();
            if (last >= 0) {
                removed = new ArrayList<>(selected.cardinality());
            }
            for (int i = 0; i < end; i++) {
                // Throws before anything is removed if the filter changed the map.
                Map.Entry<K, V> entry = remover.next();
                if (selected.get(i)) {
                    remover.remove();
                    core.countRemoval();
                    long now = core.recorded();
                    if (now != last) {
                        forgetSeen(last);
                        core.restate(entry.getKey(), entry.getValue());
                        begin();
                        last = core.recorded();
                    } else if (now >= 0) {
                        removed.add(entry);
                    }
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            end();
        }
        Failures.throwIfAny(failure == null ? null : deliverAfter(failure));
        core.deliver(takeWritten());
        return !selected.isEmpty();
    }

    /** Removes keys that the map contains; returns whether there are any. */
    @SuppressWarnings("NullAway") // The value of a present key is a V.
    boolean remove(Collection<K> keys) {
        Throwable failure = null;
        begin();
        try {
            for (K key : keys) {
                int size = core.entries.size();
                long start = core.recorded();
                V old = core.entries.remove(key);
                boolean isRemoved = old != null || core.entries.size() < size;
                if (isRemoved) {
                    core.countRemoval();
                }
                if (core.recorded() != start) {
                    forgetSeen(start);
                    core.restate(key, old);
                    begin();
                } else if (isRemoved && start >= 0) {
                    removed.add(new SimpleImmutableEntry<>(key, old));
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            end();
        }
        Failures.throwIfAny(failure == null ? null : deliverAfter(failure));
        core.deliver(takeWritten());
        return !keys.isEmpty();
    }
}
