package dev.observatory.agent.classfile;

import dev.observatory.agent.jvm.ClassLoaderMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that refer to fields of other classes that were not known to be observable when the referring class was loaded: a
 * field may turn out to be observable later.
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
     * @param hashes the result of {@link ConstantPoolScan#foreignFields}, not empty; must not be changed afterwards
     * @param found the result of {@link ConstantPoolScan#found}
     */
    public void add(ClassLoader loader, String className, int[] hashes, int found) {
        hashes[0] = found & ConstantPoolScan.RETRANSFORM_BUGS;
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
     * @return by binary name, the flags of {@link ConstantPoolScan} that decide whether the class can be retransformed
     */
    public Map<String, Integer> to(String field, String descriptor) {
        int wanted = Utf8Hash.ofField(field, descriptor);
        Map<String, Integer> found = new HashMap<>();
        for (Map<String, int[]> classes : byLoader.values()) {
            for (Map.Entry<String, int[]> one : classes.entrySet()) {
                int[] hashes = one.getValue();
                for (int i = 1; i < hashes.length; i++) {
                    if (hashes[i] == wanted) {
                        String name = one.getKey().replace('/', '.');
                        found.put(name, hashes[0] | found.getOrDefault(name, 0));
                    }
                }
            }
        }
        return found;
    }
}
