package dev.observatory.collection;

import java.util.List;

/** Checks that two lists of a change have the same length and at least one element. */
final class SameLength {
    private SameLength() {}

    static void check(String name, List<?> list, String otherName, List<?> other) {
        if (list.size() != other.size() || list.isEmpty()) {
            throw new IllegalArgumentException("A change needs at least one element and as many " + name + " ["
                    + list.size() + "] as " + otherName + " [" + other.size() + "]; omit what did not change");
        }
    }
}
