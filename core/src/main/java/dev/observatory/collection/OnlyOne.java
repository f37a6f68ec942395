package dev.observatory.collection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the element of a change that has exactly one, and throws for a change that has several. */
final class OnlyOne {
    private OnlyOne() {}

    static <E extends @Nullable Object> E of(List<E> elements, String accessor, String alternative) {
        if (elements.size() != 1) {
            throw new IllegalStateException("A change of [" + elements.size() + "] has no single " + accessor
                    + "; read " + alternative + "() instead");
        }
        return elements.get(0);
    }
}
