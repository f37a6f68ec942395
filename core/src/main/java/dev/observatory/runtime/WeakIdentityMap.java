package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map with weak keys that are compared by identity: holds what belongs to single objects, such as their hooks.
 *
 * <p>An entry is removed at the first use of the map after its key was collected. A value that refers to its own key keeps
 * both alive. All methods are safe from any thread.
 *
 * @param <V> the type of the values
 * @hidden
 */
public final class WeakIdentityMap<V> {
    private final Map<Key, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final @Nullable Runnable onExpired;

    /** Creates an empty map. */
    public WeakIdentityMap() {
        this.onExpired = null;
    }

    /**
     * Creates an empty map.
     *
     * @param onExpired called after entries were removed because their keys were collected, on the thread that uses the map
     * @throws NullPointerException if {@code onExpired} is null
     */
    public WeakIdentityMap(Runnable onExpired) {
        this.onExpired = requireNonNull(onExpired, "onExpired");
    }

    /**
     * Returns the value of a key.
     *
     * @param key any object
     * @return its value; null if it has none
     * @throws NullPointerException if {@code key} is null
     */
    public @Nullable V get(Object key) {
        requireNonNull(key, "key");
        expire();
        return values.get(new LookupKey(key));
    }

    /**
     * Returns the value of a key, created if it has none.
     *
     * @param key any object
     * @param factory creates the value, at most once per key; must not use this map
     * @return the value; the same instance for a key as long as the key is reachable
     * @throws NullPointerException if an argument is null
     */
    public V computeIfAbsent(Object key, Supplier<V> factory) {
        requireNonNull(factory, "factory");
        V present = get(key);
        return present != null ? present : values.computeIfAbsent(new WeakKey(key, collected), unused -> factory.get());
    }

    /**
     * Sets the value of a key, in place of the previous one.
     *
     * @param key any object
     * @param value its value from now on
     * @throws NullPointerException if an argument is null
     */
    public void put(Object key, V value) {
        requireNonNull(key, "key");
        expire();
        values.put(new WeakKey(key, collected), requireNonNull(value, "value"));
    }

    /**
     * Removes a key.
     *
     * @param key any object
     */
    public void remove(Object key) {
        values.remove(new LookupKey(key));
    }

    /**
     * Returns the values of all keys.
     *
     * @return a live view
     */
    public Collection<V> values() {
        return values.values();
    }

    private void expire() {
        boolean expired = false;
        for (Reference<?> dead = collected.poll(); dead != null; dead = collected.poll()) {
            values.remove(dead);
            expired = true;
        }
        if (expired && onExpired != null) {
            onExpired.run();
        }
    }

    /** Two keys of one object are equal; a key whose object was collected equals itself only. */
    private sealed interface Key permits WeakKey, LookupKey {
        @Nullable
        Object object();
    }

    private static final class WeakKey extends WeakReference<Object> implements Key {
        private final int hash;

        WeakKey(Object object, ReferenceQueue<Object> collected) {
            super(object, collected);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public @Nullable Object object() {
            return get();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object object = get();
            return object != null && other instanceof Key key && key.object() == object;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The key of one look-up; holds its object strongly for that long only. */
    private record LookupKey(Object object) implements Key {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.object() == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
