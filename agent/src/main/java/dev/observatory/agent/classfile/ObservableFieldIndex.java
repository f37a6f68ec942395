package dev.observatory.agent.classfile;

import dev.observatory.agent.jvm.ClassLoaderMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names and types of all fields that are known to be observable, tagged or selected by a pattern, in any class.
 *
 * <p>A reference to a field may name a subclass of the class that declares it, so classes are not part of the key: whether a write
 * really assigns an observable field is decided when it is linked.
 *
 * <p>Safe for use by many threads. Readers take a snapshot and no lock. Snapshots share their tables: fields are numbered in the order
 * in which they are added, and a snapshot contains those up to a number. A pattern may select thousands of fields.
 */
public final class ObservableFieldIndex implements ClassLoaderMap.Expiry<Map<String, Set<String>>> {
    /** Between the name and the descriptor of a field. No name can contain it. */
    private static final char SEPARATOR = '.';
    /** Below this number of fields, the tables are never built anew. */
    private static final int FEW = 64;

    private final ClassLoaderMap<Map<String, Set<String>>> byLoader = new ClassLoaderMap<>(this);
    /** How many classes declare a field. Guarded by this object, as all that is not read through {@link #known}. */
    private final Map<String, Integer> declarations = new HashMap<>();

    private Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private int last;
    private volatile Known known = new Known(numbers, 0, new int[16], 0);

    /** Creates an empty index. */
    public ObservableFieldIndex() {}

    /**
     * Returns a snapshot of the fields.
     *
     * @return all fields that are known now
     */
    public Known known() {
        return known;
    }

    /**
     * Replaces the observable fields of a class. A field that no class declares any more is removed.
     *
     * @param loader the class loader of the class
     * @param className the name of the class
     * @param fields descriptors by name; empty if the class has no observable fields any more
     * @return the fields, each as its name and descriptor with a dot in between
     */
    public synchronized Set<String> declare(ClassLoader loader, String className, Map<String, String> fields) {
        Map<String, Set<String>> classes = byLoader.get(loader);
        if (fields.isEmpty() && classes == null) {
            return Set.of();
        }
        if (classes == null) {
            classes = byLoader.putIfAbsent(loader, new HashMap<>());
        }
        Set<String> keys = fields.isEmpty() ? Set.of() : new LinkedHashSet<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String key = key(field.getKey(), field.getValue());
            keys.add(key);
            declarations.put(key, declarations.getOrDefault(key, 0) + 1);
            add(key, field.getKey());
        }
        Set<String> before = keys.isEmpty() ? classes.remove(className) : classes.put(className, keys);
        if (before != null) {
            remove(before);
        }
        return keys;
    }

    /**
     * Returns the fields of a class.
     *
     * @param loader the class loader of the class
     * @param className the internal name of the class
     * @return each as its name and descriptor with a dot in between
     */
    public synchronized Set<String> declaredBy(ClassLoader loader, String className) {
        Map<String, Set<String>> classes = byLoader.get(loader);
        Set<String> keys = classes == null ? null : classes.get(className);
        return keys == null ? Set.of() : Set.copyOf(keys);
    }

    /**
     * Returns the fields of all classes.
     *
     * @return each as its name and descriptor with a dot in between
     */
    public synchronized Set<String> all() {
        return Set.copyOf(declarations.keySet());
    }

    /** Releases what is kept of collected class loaders. */
    public void release() {
        byLoader.releaseEnqueued();
    }

    private void add(String key, String name) {
        int number = last + 1;
        if (numbers.putIfAbsent(key, number) == null) {
            last = number;
            known = known.and(name.getBytes(StandardCharsets.UTF_8), number);
        }
    }

    private void remove(Set<String> keys) {
        for (String key : keys) {
            int others = declarations.getOrDefault(key, 1) - 1;
            if (others > 0) {
                declarations.put(key, others);
            } else {
                declarations.remove(key);
                numbers.remove(key);
            }
        }
    }

    /** Removes the fields of all classes of a collected class loader. */
    @Override
    public synchronized void expired(Map<String, Set<String>> classes) {
        for (Set<String> keys : classes.values()) {
            remove(keys);
        }
        if (last > FEW && numbers.size() < last / 2) {
            buildAnew();
        }
    }

    /** Replaces the tables, in which removed fields still take room. Snapshots that were taken before keep the old ones. */
    private void buildAnew() {
        Map<String, Integer> renumbered = new ConcurrentHashMap<>();
        Known built = new Known(renumbered, 0, new int[16], 0);
        int number = 0;
        for (String key : numbers.keySet()) {
            number++;
            renumbered.put(key, number);
            built = built.and(key.substring(0, key.indexOf(SEPARATOR)).getBytes(StandardCharsets.UTF_8), number);
        }
        numbers = renumbered;
        last = number;
        known = built;
    }

    private static String key(String name, String descriptor) {
        return name + SEPARATOR + descriptor;
    }

    /** A snapshot of the fields. Fields that are added later are not in it, although {@code mayBeName} may accept their names. */
    public static final class Known {
        private final Map<String, Integer> numbers;
        private final int count;
        /** A hash table of the names' hashes with linear probing, at most half full. */
        private final int[] hashes;
        /** Bit n is set if some name has n bytes, bit 63 if some name has 63 or more: rules out most texts at once. */
        private final long lengths;

        private Known(Map<String, Integer> numbers, int count, int[] hashes, long lengths) {
            this.numbers = numbers;
            this.count = count;
            this.hashes = hashes;
            this.lengths = lengths;
        }

        private Known and(byte[] name, int number) {
            int[] table = number * 2 > hashes.length ? doubled() : hashes;
            put(table, hash(name, 0, name.length));
            return new Known(numbers, number, table, lengths | lengthBit(name.length));
        }

        private int[] doubled() {
            int[] longer = new int[hashes.length * 2];
            for (int hash : hashes) {
                if (hash != 0) {
                    put(longer, hash);
                }
            }
            return longer;
        }

        private static void put(int[] table, int hash) {
            table[indexOf(table, hash)] = hash;
        }

        /** Returns the index at which a hash is, or would be inserted. */
        private static int indexOf(int[] table, int hash) {
            int index = (hash ^ (hash >>> 16)) & (table.length - 1);
            while (table[index] != 0 && table[index] != hash) {
                index = (index + 1) & (table.length - 1);
            }
            return index;
        }

        /** Never zero, which marks an unused element. */
        private static int hash(byte[] text, int at, int length) {
            int hash = Utf8Hash.of(text, at, length);
            return hash == 0 ? 1 : hash;
        }

        /**
         * Returns whether there are no fields.
         *
         * @return true if no field is observable
         */
        public boolean isEmpty() {
            return count == 0;
        }

        /**
         * Returns whether a field is known to be observable in some class.
         *
         * @param name its name
         * @param descriptor its descriptor
         * @return whether both belong to one field
         */
        public boolean contains(String name, String descriptor) {
            Integer number = numbers.get(key(name, descriptor));
            return number != null && number <= count;
        }

        /** Returns whether a text has the length and the hash of a name. */
        boolean mayBeName(byte[] file, int at, int length) {
            if ((lengths & lengthBit(length)) == 0) {
                return false;
            }
            return hashes[indexOf(hashes, hash(file, at, length))] != 0;
        }

        private static long lengthBit(int length) {
            return 1L << Math.min(length, 63);
        }
    }
}
