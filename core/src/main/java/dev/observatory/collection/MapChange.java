package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call did to an {@link ObservableMap}: immutable, and complete enough to be done again on a copy.
 *
 * <p>The lists that a change carries are unmodifiable and may hold nulls. A copy that keeps insertion order keeps the
 * observed map's order too. A key that the caller named is the caller's object, which equals the one that the map has. A
 * change may be kept and handed to other threads as far as its keys and values may.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed interface MapChange<K extends @Nullable Object, V extends @Nullable Object> {

    /**
     * Does this change again on a copy that is equal to the map before the change.
     *
     * @param copy becomes equal to the map after the change
     * @throws NullPointerException if {@code copy} is null
     */
    void applyTo(Map<? super K, ? super V> copy);

    /**
     * One key got a value.
     *
     * @param key the key
     * @param added whether the map did not have the key before
     * @param oldValue the value before; null if there was none
     * @param newValue the value now
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
     * Entries were removed in any other way than by {@code clear}.
     *
     * @param entries what was removed, at least one; immutable too
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record ItemPopped<K extends @Nullable Object, V extends @Nullable Object>(List<Map.Entry<K, V>> entries)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param entries what was removed
         * @throws NullPointerException if {@code entries} is null or holds null
         * @throws IllegalArgumentException if {@code entries} is empty
         */
        public ItemPopped {
            entries = NullableImmutableList.entries(entries);
            SameLength.check("entries", entries, "entries", entries);
        }

        /**
         * Returns the removed key of a change of exactly one entry.
         *
         * @return the key of the only entry of {@link #entries()}
         * @throws IllegalStateException if a bulk operation of a view removed several entries
         */
        public K key() {
            return OnlyOne.of(entries, "key", "entries").getKey();
        }

        /**
         * Returns the removed value of a change of exactly one entry.
         *
         * @return the value of the only entry of {@link #entries()}
         * @throws IllegalStateException if a bulk operation of a view removed several entries
         */
        public V value() {
            return OnlyOne.of(entries, "value", "entries").getValue();
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
     * Keys got values by one {@code putAll} or {@code replaceAll}.
     *
     * @param items what changed, in the order in which it was done; keys that kept their very value are left out
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record Updated<K extends @Nullable Object, V extends @Nullable Object>(List<ItemSet<K, V>> items)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param items what changed, in the order in which it was done
         * @throws NullPointerException if {@code items} is null or holds null
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
     * All entries were removed by {@code clear}, also of a view.
     *
     * @param entries what the map held, in order; immutable too
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record Cleared<K extends @Nullable Object, V extends @Nullable Object>(List<Map.Entry<K, V>> entries)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param entries what the map held
         * @throws NullPointerException if {@code entries} is null or holds null
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
     * All that was done within one outermost {@link ObservableMap#batch}.
     *
     * @param parts the changes, in the order in which they happened; none of them is a batch itself
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    record Merged<K extends @Nullable Object, V extends @Nullable Object>(List<MapChange<K, V>> parts)
            implements MapChange<K, V> {

        /**
         * Copies the list.
         *
         * @param parts the changes, in the order in which they happened
         * @throws NullPointerException if {@code parts} is null or holds null
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
