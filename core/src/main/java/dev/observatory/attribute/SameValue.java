package dev.observatory.attribute;

import org.jspecify.annotations.Nullable;

/** Compares the values of an assignment without running any code of the program. */
final class SameValue {
    private SameValue() {}

    static boolean test(@Nullable Object before, @Nullable Object after) {
        if (before == after) {
            return true;
        }
        if (before == null || after == null || before.getClass() != after.getClass()) {
            return false;
        }
        return hasJdkEquality(before) && before.equals(after);
    }

    private static boolean hasJdkEquality(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || (value instanceof Number && value.getClass().getName().startsWith("java.lang."));
    }
}
