package dev.observatory.agent.transform;

import dev.observatory.agent.jvm.ClassLoaderMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The classes that name an annotation of observable members. They are woven once such a member is observed. Safe for use by many threads,
 * and without lambdas, since it is used while a program starts.
 */
final class NotedClasses {
    private static final int BITS = 1 << 16;

    private final ClassLoaderMap<Set<String>> byLoader = new ClassLoaderMap<>();
    /** By hashes of the binary names: answers for nearly all other classes, in nanoseconds. */
    private final AtomicLongArray filter = new AtomicLongArray(BITS / Long.SIZE);

    void add(ClassLoader loader, String internalName) {
        Set<String> ofLoader = byLoader.get(loader);
        if (ofLoader == null) {
            ofLoader = byLoader.putIfAbsent(loader, ConcurrentHashMap.newKeySet());
        }
        if (ofLoader.add(internalName)) {
            int bit = bitOf(internalName.replace('/', '.'));
            int word = bit / Long.SIZE;
            long mask = 1L << (bit % Long.SIZE);
            for (long before = filter.get(word);
                    (before & mask) == 0 && !filter.compareAndSet(word, before, before | mask); ) {
                before = filter.get(word);
            }
        }
    }

    private static int bitOf(String binaryName) {
        int hash = binaryName.hashCode();
        return (hash ^ (hash >>> 16)) & (BITS - 1);
    }

    boolean contains(ClassLoader loader, String internalName) {
        Set<String> ofLoader = byLoader.get(loader);
        return ofLoader != null && ofLoader.contains(internalName);
    }

    /** Returns whether a class of that name may have been noted. */
    boolean mayContain(String binaryName) {
        int bit = bitOf(binaryName);
        return (filter.get(bit / Long.SIZE) & 1L << (bit % Long.SIZE)) != 0;
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        byLoader.releaseEnqueued();
    }
}
