package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that one call made to an {@link ObservableMap}: immutable, and complete, so that it can be replayed on a
 * copy.
 *
 * <p>The lists of a change are unmodifiable and may contain nulls. A copy that keeps insertion order has the order of
 * the observed map too. A key that was passed by the caller is the caller's instance, which equals the one in the map.
 * A change may be kept, and passed to other threads as far as its keys and values may.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed interface MapChange<K extends @Nullable Object, V extends @Nullable Object> {

    /**
     * Applies this change to a copy that equals the map before the change.
     *
     * @param copy the copy, which then equals the map after the change
     * @throws NullPointerException if {@code copy} is null
     */
    void applyTo(Map<? super K, ? super V> copy);

    /**
     * The assignment of a value to one key.
     *
     * @param key the key
     * @param added whether the map did not contain the key before
     * @param oldValue the value before the change; null if there was none
     * @param newValue the value after the change
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record ItemSet<K extends @Nullable Object, V extends @Nullable Object>(
            K key, boolean added, @Nullable V oldValue, V newValue) implements MapChange<K, V> {

        /**
         * Returns the value of the key after the change; the same as {@link #newValue()}.
         *
         * @return the value
         */
        public V value() {
            return newValue;
        }

        @Override
        public void applyTo(Map<? super K, ? super V> copy) {
            requireNonNull(copy, "copy");
            copy.put(key, newValue);
        }
    }

    /**
     * The removal of entries in any way other than by {@code clear}.
     *
     * @param entries the removed entries, at least one; immutable
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record ItemPopped<K extends @Nullable Object, V extends @Nullable Object>(List<Map.Entry<K, V>> entries)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param entries the removed entries
         * @throws NullPointerException if {@code entries} is null or contains null
         * @throws IllegalArgumentException if {@code entries} is empty
         */
        public ItemPopped {
            entries = NullableImmutableList.entries(entries);
            ChangeElements.checkSameLength("entries", entries, "entries", entries);
        }

        /**
         * Returns the removed key of a change of exactly one entry.
         *
         * @return the key of the only entry of {@link #entries()}
         * @throws IllegalStateException if a bulk operation of a view removed several entries
         */
        public K key() {
            return ChangeElements.only(entries, "key", "entries").getKey();
        }

        /**
         * Returns the removed value of a change of exactly one entry.
         *
         * @return the value of the only entry of {@link #entries()}
         * @throws IllegalStateException if a bulk operation of a view removed several entries
         */
        public V value() {
            return ChangeElements.only(entries, "value", "entries").getValue();
        }

        @Override
        public void applyTo(Map<? super K, ? super V> copy) {
            requireNonNull(copy, "copy");
            for (Map.Entry<K, V> entry : entries) {
                copy.remove(entry.getKey());
            }
        }
    }

    /**
     * The assignment of values to keys by one {@code putAll} or {@code replaceAll}.
     *
     * @param items the changes, in the order in which they were made, without keys whose value is the same instance as
     *     before
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record Updated<K extends @Nullable Object, V extends @Nullable Object>(List<ItemSet<K, V>> items)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param items the changes, in the order in which they were made
         * @throws NullPointerException if {@code items} is null or contains null
         */
        public Updated {
            items = List.copyOf(requireNonNull(items, "items"));
        }

        @Override
        public void applyTo(Map<? super K, ? super V> copy) {
            requireNonNull(copy, "copy");
            for (ItemSet<K, V> item : items) {
                item.applyTo(copy);
            }
        }
    }

    /**
     * The removal of all entries by {@code clear}, also through a view.
     *
     * @param entries the removed entries, in order; immutable
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record Cleared<K extends @Nullable Object, V extends @Nullable Object>(List<Map.Entry<K, V>> entries)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param entries the removed entries
         * @throws NullPointerException if {@code entries} is null or contains null
         */
        public Cleared {
            entries = NullableImmutableList.entries(entries);
        }

        @Override
        public void applyTo(Map<? super K, ? super V> copy) {
            requireNonNull(copy, "copy");
            copy.clear();
        }
    }

    /**
     * The changes made within one outermost {@link ObservableMap#batch}.
     *
     * @param parts the changes, in the order in which they happened; none of them is itself merged
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record Merged<K extends @Nullable Object, V extends @Nullable Object>(List<MapChange<K, V>> parts)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param parts the changes, in the order in which they happened
         * @throws NullPointerException if {@code parts} is null or contains null
         */
        public Merged {
            parts = List.copyOf(requireNonNull(parts, "parts"));
        }

        @Override
        public void applyTo(Map<? super K, ? super V> copy) {
            requireNonNull(copy, "copy");
            for (MapChange<K, V> part : parts) {
                part.applyTo(copy);
            }
        }
    }
}
