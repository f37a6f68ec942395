package dev.observatory.runtime;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of names of classes, as hashes: may contain a name too many, never too few. Of constant size, since programs may load and
 * discard any number of classes. Safe for use by many threads.
 *
 * @hidden
 */
public final class NameFilter {
    private static final int WORDS = 1 << 10;

    private final AtomicLongArray bits = new AtomicLongArray(WORDS);

    /** Creates an empty set. */
    public NameFilter() {}

    /**
     * Adds a name.
     *
     * @param className the name
     */
    public void add(String className) {
        int hash = hash(className);
        int word = wordOf(hash);
        long before;
        do {
            before = bits.get(word);
        } while (!bits.compareAndSet(word, before, before | 1L << hash));
    }

    /**
     * Returns whether a name may have been added.
     *
     * @param className the name
     * @return false only if it was not
     */
    public boolean mayContain(String className) {
        int hash = hash(className);
        return (bits.get(wordOf(hash)) & 1L << hash) != 0;
    }

    /** The lowest six bits select a bit, those above them a word. */
    private static int hash(String className) {
        int hash = className.hashCode() * 0x9E3779B9;
        return hash >>> 16;
    }

    private static int wordOf(int hash) {
        return hash >>> 6 & WORDS - 1;
    }
}
