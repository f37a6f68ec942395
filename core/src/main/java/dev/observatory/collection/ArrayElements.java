package dev.observatory.collection;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a range of an array. Methods of the elements may meanwhile replace the array of a list by another one. */
final class ArrayElements {
    private ArrayElements() {}

    static int indexOf(@Nullable Object[] items, int from, int to, @Nullable Object element) {
        for (int i = from; i < to; i++) {
            if (element == null ? items[i] == null : element.equals(items[i])) {
                return i;
            }
        }
        return -1;
    }

    static int lastIndexOf(@Nullable Object[] items, int from, int to, @Nullable Object element) {
        for (int i = to - 1; i >= from; i--) {
            if (element == null ? items[i] == null : element.equals(items[i])) {
                return i;
            }
        }
        return -1;
    }

    static boolean isEqual(@Nullable Object[] items, int from, int to, List<?> other) {
        Iterator<?> others = other.iterator();
        for (int i = from; i < to; i++) {
            if (!others.hasNext() || !Objects.equals(items[i], others.next())) {
                return false;
            }
        }
        return !others.hasNext();
    }

    static int hash(@Nullable Object[] items, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + Objects.hashCode(items[i]);
        }
        return hash;
    }

    /** Copies a range into an array, or into a new one of the same type if it does not fit. */
    static <T extends @Nullable Object> T[] copyInto(T[] target, @Nullable Object[] items, int from, int to) {
        int count = to - from;
        if (target.length < count) {
            @SuppressWarnings("unchecked") // The run-time type is that of the target.
            T[] copy = (T[]) Arrays.copyOfRange(items, from, to, target.getClass());
            return copy;
        }
        System.arraycopy(items, from, target, 0, count);
        if (target.length > count) {
            @Nullable Object[] untyped = target;
            untyped[count] = null;
        }
        return target;
    }
}
