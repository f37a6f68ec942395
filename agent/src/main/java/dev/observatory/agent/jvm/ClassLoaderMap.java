package dev.observatory.agent.jvm;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One value for each class loader, released with it: whatever is recorded about classes belongs in such a value, since programs may
 * load and discard any number of classes. Holds class loaders weakly; a value must not refer to its own. Safe for use by many threads.
 *
 * <p>Uses no lambdas: it is used while a program starts, when the first lambda costs more than weaving.
 *
 * @param <V> the type of the values
 */
public final class ClassLoaderMap<V> {
    /** Below this size, the table of a map is not worth releasing. */
    private static final int LARGE = 512;

    /** Replaced by a smaller map when most is released: the table of a map does not shrink. Changed under the lock of this. */
    private volatile Map<Object, V> values = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private int largestSize;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final @Nullable Expiry<V> expiry;

    /**
     * Is notified of values that are released.
     *
     * @param <V> the type of the values
     */
    public interface Expiry<V> {
        /**
         * Called after the value of a collected class loader was removed, on the thread that uses the map.
         *
         * @param value the value
         */
        void expired(V value);
    }

    /** Creates an empty map. */
    public ClassLoaderMap() {
        this(null);
    }

    /**
     * Creates an empty map.
     *
     * @param expiry is notified of released values; null for none
     */
    public ClassLoaderMap(@Nullable Expiry<V> expiry) {
        this.expiry = expiry;
    }

    /**
     * Returns the value of a class loader.
     *
     * @param loader the class loader
     * @return null if it has none
     */
    public @Nullable V get(ClassLoader loader) {
        releaseEnqueued();
        return values.get(new LookupKey(loader));
    }

    /**
     * Sets the value of a class loader that has none.
     *
     * @param loader the class loader
     * @param value its value
     * @return the value of the class loader: the given one, or the one that another thread has set
     */
    public synchronized V putIfAbsent(ClassLoader loader, V value) {
        V other = values.putIfAbsent(new WeakKey(loader, collected), value);
        largestSize = Math.max(largestSize, values.size());
        return other == null ? value : other;
    }

    /**
     * Returns the values of all class loaders.
     *
     * @return a live view, which may contain values of class loaders that are collected
     */
    public Collection<V> values() {
        return values.values();
    }

    /** Releases the values of all collected class loaders now, including those that the JVM has not enqueued yet. */
    public void releaseCollected() {
        List<Object> gone = new ArrayList<>();
        for (Object key : values.keySet()) {
            if (key instanceof WeakKey weak && weak.refersTo(null)) {
                gone.add(key);
            }
        }
        for (Object key : gone) {
            release(key);
        }
    }

    /**
     * Returns the number of class loaders with a value.
     *
     * @return the number, including some that are collected
     */
    public int size() {
        return values.size();
    }

    /** Releases the values of the collected class loaders that the JVM has enqueued. Every use of the map does the same. */
    public void releaseEnqueued() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            release(gone);
        }
    }

    private void release(Object key) {
        V value = remove(key);
        if (value != null && expiry != null) {
            expiry.expired(value);
        }
    }

    private synchronized @Nullable V remove(Object key) {
        V removed = values.remove(key);
        if (largestSize >= LARGE && values.size() < largestSize / 4) {
            values = new ConcurrentHashMap<>(values);
            largestSize = values.size();
        }
        return removed;
    }

    /** Equals the keys of its class loader; once that is collected, itself only. */
    private static final class WeakKey extends WeakReference<ClassLoader> {
        private final int hash;

        WeakKey(ClassLoader loader, ReferenceQueue<ClassLoader> collected) {
            super(loader, collected);
            this.hash = System.identityHashCode(loader);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            ClassLoader loader = get();
            return loader != null && other instanceof WeakKey key && key.refersTo(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Finds the key of a class loader without creating a reference that the garbage collector has to process. */
    private static final class LookupKey {
        private final ClassLoader loader;

        LookupKey(ClassLoader loader) {
            this.loader = loader;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WeakKey key && key.refersTo(loader);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(loader);
        }
    }
}
