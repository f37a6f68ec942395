package dev.observatory.agent.classfile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names and types of all fields that were found tagged or named so far, in any class.
 *
 * <p>A reference to a field may name a subclass of the class that declares it, so classes are left out: whether a write
 * really means a tagged field is settled when it is linked.
 *
 * <p>Readers take a snapshot and no lock. Snapshots share what they are made of: fields are numbered as they come, and a
 * snapshot knows the first so many. A pattern may mean thousands of them.
 */
public final class ObservableFieldIndex {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> byClass = new ConcurrentHashMap<>();
    private int last;
    private volatile Known known = new Known(numbers, 0, new int[16], 0);

    public Known known() {
        return known;
    }

    public synchronized void add(String name, String descriptor) {
        int number = last + 1;
        if (numbers.putIfAbsent(key(name, descriptor), number) == null) {
            last = number;
            known = known.and(name.getBytes(StandardCharsets.UTF_8), number);
        }
    }

    /**
     * Notes what a class, of whichever loader, declares: what it no longer does, and no other class either, is forgotten.
     *
     * @param keys the fields that were added for the class
     */
    public synchronized void declaredBy(String className, Set<String> keys) {
        Set<String> before = keys.isEmpty() ? byClass.remove(className) : byClass.put(className, keys);
        if (before == null || before.equals(keys)) {
            return;
        }
        for (String key : before) {
            if (!isDeclared(key)) {
                numbers.remove(key);
            }
        }
    }

    private boolean isDeclared(String key) {
        for (Set<String> declared : byClass.values()) {
            if (declared.contains(key)) {
                return true;
            }
        }
        return false;
    }

    public static String key(String name, String descriptor) {
        return name + ':' + descriptor;
    }

    /** One state of the fields. What comes to the shared parts later is not in it, though {@code mayBeName} may say so. */
    public static final class Known {
        private final Map<String, Integer> numbers;
        private final int count;
        /** The names' hashes, each in the first free place from its own on; at most half full. */
        private final int[] hashes;
        /** Bit n is set if some name has n bytes, bit 63 if some name has 63 or more: most texts fail right here. */
        private final long lengths;

        private Known(Map<String, Integer> numbers, int count, int[] hashes, long lengths) {
            this.numbers = numbers;
            this.count = count;
            this.hashes = hashes;
            this.lengths = lengths;
        }

        private Known and(byte[] name, int number) {
            int[] table = number * 2 > hashes.length ? twiceAsLong() : hashes;
            put(table, hash(name, 0, name.length));
            return new Known(numbers, number, table, lengths | lengthBit(name.length));
        }

        private int[] twiceAsLong() {
            int[] longer = new int[hashes.length * 2];
            for (int hash : hashes) {
                if (hash != 0) {
                    put(longer, hash);
                }
            }
            return longer;
        }

        private static void put(int[] table, int hash) {
            table[place(table, hash)] = hash;
        }

        /** Where that hash stands, or would. */
        private static int place(int[] table, int hash) {
            int place = (hash ^ (hash >>> 16)) & (table.length - 1);
            while (table[place] != 0 && table[place] != hash) {
                place = (place + 1) & (table.length - 1);
            }
            return place;
        }

        /** Never zero, which stands for a free place. */
        private static int hash(byte[] text, int at, int length) {
            int hash = ConstantPoolScan.hash(text, at, length);
            return hash == 0 ? 1 : hash;
        }

        public boolean isEmpty() {
            return count == 0;
        }

        public boolean contains(String name, String descriptor) {
            Integer number = numbers.get(key(name, descriptor));
            return number != null && number <= count;
        }

        /** Whether a text has the length and the hash of a name. */
        boolean mayBeName(byte[] file, int at, int length) {
            if ((lengths & lengthBit(length)) == 0) {
                return false;
            }
            return hashes[place(hashes, hash(file, at, length))] != 0;
        }

        private static long lengthBit(int length) {
            return 1L << Math.min(length, 63);
        }
    }
}
