package dev.observatory.agent.classfile;

import dev.observatory.agent.jvm.ClassLoaderMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that refer to fields of other classes, any of which may be observed later.
 *
 * <p>Holds class names and hashes, about 150 bytes per class, as long as the class loader lives. A class that is found by accident is
 * retransformed once and has nothing to weave. Safe for use by many threads.
 */
public final class FieldReferenceIndex {
    private final ClassLoaderMap<Map<String, int[]>> byLoader = new ClassLoaderMap<>();

    /** Creates an empty index. */
    public FieldReferenceIndex() {}

    /**
     * Adds or replaces a class.
     *
     * @param loader its class loader
     * @param className its internal name
     * @param hashes the result of {@link ConstantPoolScan#foreignFields}; must not be changed afterwards
     */
    public void add(ClassLoader loader, String className, int[] hashes) {
        if (hashes.length == 0) {
            return;
        }
        Map<String, int[]> classes = byLoader.get(loader);
        if (classes == null) {
            classes = byLoader.putIfAbsent(loader, new ConcurrentHashMap<>());
        }
        classes.put(className, hashes);
    }

    /** Releases what is kept of collected class loaders. */
    public void release() {
        byLoader.releaseEnqueued();
    }

    /**
     * Returns the classes that may assign a field.
     *
     * @param field its name
     * @param descriptor its descriptor
     * @return their binary names
     */
    public Set<String> to(String field, String descriptor) {
        int wanted = Utf8Hash.ofField(field, descriptor);
        Set<String> found = new HashSet<>();
        for (Map<String, int[]> classes : byLoader.values()) {
            for (Map.Entry<String, int[]> one : classes.entrySet()) {
                for (int hash : one.getValue()) {
                    if (hash == wanted) {
                        found.add(one.getKey().replace('/', '.'));
                    }
                }
            }
        }
        return found;
    }
}
