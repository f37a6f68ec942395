package dev.observatory.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names and types of all fields that were found tagged so far, in any class.
 *
 * <p>A reference to a field may name a subclass of the class that declares it, so classes are left out: whether a write
 * really means a tagged field is settled when it is linked. Readers take a snapshot; writers replace it.
 */
final class ObservableFields {
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private volatile Known known = new Known(Set.of());

    Known known() {
        return known;
    }

    void add(String name, String descriptor) {
        keys.add(key(name, descriptor));
        Known published;
        do {
            // Another thread may have added meanwhile and published before us: then ours lacks its key, and goes again.
            published = new Known(Set.copyOf(keys));
            known = published;
        } while (published.keys.size() != keys.size());
    }

    private static String key(String name, String descriptor) {
        return name + ':' + descriptor;
    }

    /** One immutable state of the fields. */
    static final class Known {
        private final Set<String> keys;
        private final byte[][] names;
        /** Bit n is set if some name has n bytes, bit 63 if some name has 63 or more: most texts fail right here. */
        private final long lengths;

        private Known(Set<String> keys) {
            this.keys = keys;
            this.names = new byte[keys.size()][];
            long seen = 0;
            int i = 0;
            for (String key : keys) {
                byte[] name = key.substring(0, key.indexOf(':')).getBytes(StandardCharsets.UTF_8);
                names[i++] = name;
                seen |= lengthBit(name.length);
            }
            this.lengths = seen;
        }

        boolean isEmpty() {
            return keys.isEmpty();
        }

        boolean contains(String name, String descriptor) {
            return keys.contains(key(name, descriptor));
        }

        boolean mayBeName(byte[] file, int at, int length) {
            if ((lengths & lengthBit(length)) == 0) {
                return false;
            }
            for (byte[] name : names) {
                if (name.length == length && Arrays.equals(name, 0, length, file, at, at + length)) {
                    return true;
                }
            }
            return false;
        }

        private static long lengthBit(int length) {
            return 1L << Math.min(length, 63);
        }
    }
}
