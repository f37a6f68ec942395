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
 * Values by owner: for hooks that belong to single objects.
 *
 * <p>Owners are compared by identity and held weakly: an entry goes when its owner is garbage, at the next use of the map. A
 * value that itself refers to its owner keeps both alive. All methods are safe from any thread.
 *
 * @param <V> the type of the values
 */
public final class OwnerMap<V> {
    private final Map<Key, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();
    private final Runnable onExpired;

    /**
     * Creates an empty map.
     *
     * @param onExpired told after entries went because their owners did, on the thread that uses the map
     * @throws NullPointerException if {@code onExpired} is null
     */
    public OwnerMap(Runnable onExpired) {
        this.onExpired = requireNonNull(onExpired, "onExpired");
    }

    /**
     * The value of an owner.
     *
     * @param owner any object
     * @return its value; null if it has none
     * @throws NullPointerException if {@code owner} is null
     */
    public @Nullable V get(Object owner) {
        requireNonNull(owner, "owner");
        expire();
        return values.get(new Sought(owner));
    }

    /**
     * The value of an owner, made if it has none.
     *
     * @param owner any object
     * @param maker makes the value; must not use this map
     * @return the value, always the same one for an owner
     * @throws NullPointerException if an argument is null
     */
    public V get(Object owner, Supplier<V> maker) {
        requireNonNull(maker, "maker");
        V present = get(owner);
        return present != null ? present : values.computeIfAbsent(new Owned(owner, garbage), unused -> maker.get());
    }

    /**
     * The values of all owners.
     *
     * @return a live view
     */
    public Collection<V> values() {
        return values.values();
    }

    private void expire() {
        boolean expired = false;
        for (Reference<?> dead = garbage.poll(); dead != null; dead = garbage.poll()) {
            values.remove(dead);
            expired = true;
        }
        if (expired) {
            onExpired.run();
        }
    }

    /** Two keys of one owner are equal; a key whose owner is gone equals itself only. */
    private sealed interface Key permits Owned, Sought {
        @Nullable
        Object owner();
    }

    private static final class Owned extends WeakReference<Object> implements Key {
        private final int hash;

        Owned(Object owner, ReferenceQueue<Object> garbage) {
            super(owner, garbage);
            this.hash = System.identityHashCode(owner);
        }

        @Override
        public @Nullable Object owner() {
            return get();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object owner = get();
            return owner != null && other instanceof Key key && key.owner() == owner;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** What an owner is looked up with; holds it for that long only. */
    private record Sought(Object owner) implements Key {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.owner() == owner;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(owner);
        }
    }
}
