package dev.observatory.attribute;

import org.jspecify.annotations.Nullable;

/** Whether an assignment changes anything, judged without running any code of the program. */
final class SameValue {
    private SameValue() {}

    static boolean test(@Nullable Object before, @Nullable Object after) {
        if (before == after) {
            return true;
        }
        if (before == null || after == null || before.getClass() != after.getClass()) {
            return false;
        }
        boolean hasJdkEquality =
                before instanceof Number && before.getClass().getName().startsWith("java.lang.")
                        || before instanceof String
                        || before instanceof Boolean
                        || before instanceof Character;
        return hasJdkEquality && before.equals(after);
    }
}
