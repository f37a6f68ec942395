package dev.observatory.event;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The classes whose woven code has run, as a set of hashes of their names: lets the stack walk skip other classes without initializing
 * anything of theirs. May contain a class too many, never too few. Of constant size, since programs may load and discard any number of
 * classes.
 */
final class LinkedClasses {
    private static final int WORDS = 1 << 10;

    private final AtomicLongArray bits = new AtomicLongArray(WORDS);

    void add(String className) {
        int hash = hash(className);
        int word = wordOf(hash);
        long before;
        do {
            before = bits.get(word);
        } while (!bits.compareAndSet(word, before, before | 1L << hash));
    }

    boolean mayContain(String className) {
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
