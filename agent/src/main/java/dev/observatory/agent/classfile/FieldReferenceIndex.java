package dev.observatory.agent.classfile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which classes refer to fields of other classes that were not known to be observable when they were loaded: they may turn
 * out to assign one.
 *
 * <p>Kept by class name and as hashes, some 150 bytes a class, and no class or loader is held: a class too many is looked at
 * once more and found to have nothing to weave.
 */
public final class FieldReferenceIndex {
    private final Map<String, int[]> byClass = new ConcurrentHashMap<>();

    /**
     * Takes in one class.
     *
     * @param hashes from {@link ConstantPoolScan#foreignFields}, not empty; kept
     * @param found what {@link ConstantPoolScan#scan} said of the class
     */
    public void note(String className, int[] hashes, int found) {
        hashes[0] = found & ConstantPoolScan.TRAPS;
        int[] other = byClass.putIfAbsent(className, hashes);
        if (other != null && !Arrays.equals(other, hashes)) {
            byClass.put(className, union(other, hashes)); // Another class of that name, in another loader.
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

    /** The classes, by binary name, that may assign a field, with the bits of {@link ConstantPoolScan#TRAPS} that they have. */
    public Map<String, Integer> to(String field, String descriptor) {
        int wanted = hash(field, descriptor);
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

    static int hash(String field, String descriptor) {
        byte[] name = field.getBytes(StandardCharsets.UTF_8);
        byte[] type = descriptor.getBytes(StandardCharsets.UTF_8);
        return ConstantPoolScan.hash(name, 0, name.length) * 31 + ConstantPoolScan.hash(type, 0, type.length);
    }
}
