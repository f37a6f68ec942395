package dev.observatory.agent.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The entries of a constant pool, each as its bytes, by index; empty where there is none. Some compilers and tools write the
 * same constant more than once: which of them is referenced is irrelevant.
 */
record ConstantEntries(List<ByteBuffer> entries) {
    private static final int TEXT = 1;
    private static final int HANDLE = 15;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;

    /** Returns whether these are the first entries of another constant pool. */
    boolean isBeginningOf(ConstantEntries more) {
        return more.entries.size() >= entries.size()
                && more.entries.subList(0, entries.size()).equals(entries);
    }

    /** Returns whether two indexes refer to equal constants; zero refers to none. */
    boolean areSame(int one, int other) {
        if (one == other) {
            return true;
        }
        if (!isEntry(one) || !isEntry(other)) {
            return false;
        }
        ByteBuffer first = entries.get(one);
        ByteBuffer second = entries.get(other);
        return first.equals(second)
                || (first.get(0) == second.get(0)
                        && first.limit() == second.limit()
                        && areSameReferences(first, second));
    }

    private boolean areSameReferences(ByteBuffer first, ByteBuffer second) {
        return switch (first.get(0)) {
            case 7, 8, 16, 19, 20 -> areSameAt(1, first, second);
            case 9, 10, 11, 12 -> areSameAt(1, first, second) && areSameAt(3, first, second);
            case HANDLE -> first.get(1) == second.get(1) && areSameAt(2, first, second);
            case DYNAMIC, INVOKE_DYNAMIC -> first.getChar(1) == second.getChar(1) && areSameAt(3, first, second);
            default -> false; // A text or a number that differs.
        };
    }

    private boolean areSameAt(int place, ByteBuffer first, ByteBuffer second) {
        return areSame(first.getChar(place), second.getChar(place));
    }

    private boolean isEntry(int number) {
        return number > 0 && number < entries.size() && entries.get(number).limit() > 0;
    }

    /** Returns whether two contents are equal except for indexes of equal constants. */
    boolean areSame(ByteBuffer one, ByteBuffer other) {
        if (one.limit() != other.limit()) {
            return false;
        }
        for (int i = 0; i < one.limit(); i++) {
            if (one.get(i) == other.get(i)) {
                continue;
            }
            // The first byte that differs is the upper or the lower one of a number.
            if (areSameNumbers(i, one, other)) {
                i++;
            } else if (!areSameNumbers(i - 1, one, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean areSameNumbers(int place, ByteBuffer one, ByteBuffer other) {
        return place >= 0
                && place + 2 <= one.limit()
                && one.getChar(place) != 0
                && areSame(one.getChar(place), other.getChar(place));
    }

    /** The name that an entry is; the entry must be a text. */
    String text(int number) {
        ByteBuffer entry = entries.get(number);
        if (entry.get(0) != TEXT) {
            throw new IllegalArgumentException("constant [" + number + "] is no text");
        }
        byte[] bytes = new byte[entry.limit() - 3];
        entry.get(3, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
