package dev.observatory.collection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and reads the lists of a change. */
final class ChangeElements {
    private ChangeElements() {}

    /** Returns the element of a change that has exactly one, and throws for a change that has several. */
    static <E extends @Nullable Object> E only(List<E> elements, String accessor, String alternative) {
        if (elements.size() != 1) {
            throw new IllegalStateException("A change of [" + elements.size() + "] has no single " + accessor
                    + "; read " + alternative + "() instead");
        }
        return elements.get(0);
    }

    /** Checks that two lists of a change have the same length and at least one element. */
    static void checkSameLength(String name, List<?> list, String otherName, List<?> other) {
        if (list.size() != other.size() || list.isEmpty()) {
            throw new IllegalArgumentException("A change needs at least one element and as many " + name + " ["
                    + list.size() + "] as " + otherName + " [" + other.size() + "]; omit what did not change");
        }
    }
}
