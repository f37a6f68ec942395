package dev.observatory.collection;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a list of the elements of a set or of the entries of a map, in the order of their insertion.
 *
 * @param <C> the changes of the followed collection
 * @param <K> the elements of the set or the keys of the map
 * @param <E> the elements of the view
 */
final class KeyedUpdate<C, K extends @Nullable Object, E extends @Nullable Object> extends ViewUpdate<C, E> {
    private final Function<C, @Nullable List<? extends C>> parts;
    private final Function<C, Edit<K, E>> edits;
    private final Supplier<List<E>> content;
    private final Function<E, K> keyOf;
    private Map<K, E> byKey = new HashMap<>();

    /** What a change of one part does: either it removes keys, or it assigns elements to keys. */
    private record Edit<K extends @Nullable Object, E extends @Nullable Object>(
            boolean isRemoval, List<K> keys, List<E> elements) {}

    private KeyedUpdate(
            ListCore<E> view,
            Supplier<List<E>> content,
            Function<E, K> keyOf,
            Function<C, @Nullable List<? extends C>> parts,
            Function<C, Edit<K, E>> edits) {
        super(view);
        this.content = content;
        this.keyOf = keyOf;
        this.parts = parts;
        this.edits = edits;
    }

    static <E extends @Nullable Object> ViewUpdate<SetChange<E>, E> ofSet(ListCore<E> view, Supplier<List<E>> content) {
        return new KeyedUpdate<SetChange<E>, E, E>(
                view,
                content,
                element -> element,
                change -> change instanceof SetChange.Merged<E> merged ? merged.parts() : null,
                KeyedUpdate::editOfSet);
    }

    static <K extends @Nullable Object, V extends @Nullable Object> ViewUpdate<MapChange<K, V>, Map.Entry<K, V>> ofMap(
            ListCore<Map.Entry<K, V>> view, Supplier<List<Map.Entry<K, V>>> content) {
        return new KeyedUpdate<MapChange<K, V>, K, Map.Entry<K, V>>(
                view,
                content,
                Map.Entry::getKey,
                change -> change instanceof MapChange.Merged<K, V> merged ? merged.parts() : null,
                KeyedUpdate::editOfMap);
    }

    private static <E extends @Nullable Object> Edit<E, E> editOfSet(SetChange<E> change) {
        if (change instanceof SetChange.Added<E> added) {
            return new Edit<>(false, added.elements(), added.elements());
        }
        List<E> removed = change instanceof SetChange.Removed<E> some
                ? some.elements()
                : ((SetChange.Cleared<E>) change).elements();
        return new Edit<>(true, removed, List.of());
    }

    private static <K extends @Nullable Object, V extends @Nullable Object> Edit<K, Map.Entry<K, V>> editOfMap(
            MapChange<K, V> change) {
        List<K> keys = new ArrayList<>();
        List<Map.Entry<K, V>> entries = new ArrayList<>();
        if (change instanceof MapChange.ItemSet<K, V> set) {
            keys.add(set.key());
            entries.add(new SimpleImmutableEntry<>(set.key(), set.newValue()));
        } else if (change instanceof MapChange.Updated<K, V> updated) {
            updated.items().forEach(item -> {
                keys.add(item.key());
                entries.add(new SimpleImmutableEntry<>(item.key(), item.newValue()));
            });
        } else {
            List<Map.Entry<K, V>> removed = change instanceof MapChange.ItemPopped<K, V> popped
                    ? popped.entries()
                    : ((MapChange.Cleared<K, V>) change).entries();
            removed.forEach(entry -> keys.add(entry.getKey()));
            return new Edit<>(true, keys, List.of());
        }
        return new Edit<>(false, keys, entries);
    }

    @Override
    @Nullable
    List<? extends C> parts(C change) {
        return parts.apply(change);
    }

    /** Has nothing to do: a view that has failed is read anew, and applying a change twice does no harm. */
    @Override
    void follow(C part) {}

    @Override
    Write prepareAll() {
        List<E> all = content.get();
        Map<K, E> fresh = new HashMap<>();
        all.forEach(element -> fresh.put(keyOf.apply(element), element));
        byKey = fresh;
        return () -> become(all.toArray());
    }

    @Override
    Write prepare(C part) {
        Edit<K, E> edit = edits.apply(part);
        return edit.isRemoval ? removal(edit.keys) : assignment(edit);
    }

    private Write removal(List<K> keys) {
        IdentityHashMap<E, Boolean> removed = new IdentityHashMap<>();
        for (K key : keys) {
            if (byKey.containsKey(key)) {
                removed.put(byKey.remove(key), true);
            }
        }
        return () -> {
            BitSet selected = new BitSet();
            for (int i = 0; i < view.size(); i++) {
                selected.set(i, removed.containsKey(view.at(i)));
            }
            if (!selected.isEmpty()) {
                view.deliver(selected.cardinality() == view.size() ? view.wipe() : view.remove(selected));
            }
        };
    }

    private Write assignment(Edit<K, E> edit) {
        List<E> added = new ArrayList<>();
        IdentityHashMap<E, E> replaced = new IdentityHashMap<>();
        for (int i = 0; i < edit.keys.size(); i++) {
            K key = edit.keys.get(i);
            E element = edit.elements.get(i);
            if (byKey.containsKey(key)) {
                replaced.put(byKey.put(key, element), element);
            } else {
                byKey.put(key, element);
                added.add(element);
            }
        }
        Runnable assign = () -> {
            for (int i = 0; !replaced.isEmpty() && i < view.size(); i++) {
                if (replaced.containsKey(view.at(i))) {
                    view.deliver(view.overwrite(i, new @Nullable Object[] {replaced.get(view.at(i))}));
                }
            }
            view.deliver(view.insertAll(view.size(), added.toArray()));
        };
        if (replaced.size() + Math.min(added.size(), 1) <= 1) {
            return assign::run;
        }
        return () -> batch(assign);
    }
}
