package dev.observatory.collection;

import java.util.List;

/** Checks that two lists of a change go together. */
final class SameLength {
    private SameLength() {}

    static void check(String name, List<?> list, String otherName, List<?> other) {
        if (list.size() != other.size() || list.isEmpty()) {
            throw new IllegalArgumentException("A change needs at least one element and as many " + name + " ["
                    + list.size() + "] as " + otherName + " [" + other.size() + "]; leave out what did not change");
        }
    }
}
