package dev.observatory.agent.classfile;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that refer to fields of other classes that were not known to be observable when the referring class was loaded: a
 * field may turn out to be observable later.
 *
 * <p>Holds class names and hashes, about 150 bytes per class, and neither classes nor loaders. A class that is found by accident is
 * retransformed once and has nothing to weave. Safe for use by many threads.
 */
public final class FieldReferenceIndex {
    private final Map<String, int[]> byClass = new ConcurrentHashMap<>();

    /** Creates an empty index. */
    public FieldReferenceIndex() {}

    /**
     * Adds a class.
     *
     * @param className its internal name
     * @param hashes the result of {@link ConstantPoolScan#foreignFields}, not empty; must not be changed afterwards
     * @param found the result of {@link ConstantPoolScan#found}
     */
    public void add(String className, int[] hashes, int found) {
        hashes[0] = found & ConstantPoolScan.RETRANSFORM_BUGS;
        int[] other = byClass.putIfAbsent(className, hashes);
        if (other != null && !Arrays.equals(other, hashes)) {
            byClass.put(className, union(other, hashes)); // Another class of that name, in another class loader.
        }
    }

    private static int[] union(int[] one, int[] other) {
        Collection<Integer> all = new TreeSet<>();
        for (int i = 1; i < one.length; i++) {
            all.add(one[i]);
        }
        for (int i = 1; i < other.length; i++) {
            all.add(other[i]);
        }
        int[] union = new int[all.size() + 1];
        union[0] = one[0] | other[0];
        int at = 1;
        for (int hash : all) {
            union[at++] = hash;
        }
        return union;
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
        Map<String, Integer> found = new ConcurrentHashMap<>();
        for (Map.Entry<String, int[]> one : byClass.entrySet()) {
            int[] hashes = one.getValue();
            for (int i = 1; i < hashes.length; i++) {
                if (hashes[i] == wanted) {
                    found.put(one.getKey().replace('/', '.'), hashes[0]);
                }
            }
        }
        return found;
    }
}
