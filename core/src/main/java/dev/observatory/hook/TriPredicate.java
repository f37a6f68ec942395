package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/**
 * A condition on three values.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
@FunctionalInterface
public interface TriPredicate<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {

    /**
     * Tests the values.
     *
     * @param first the first value
     * @param second the second value
     * @param third the third value
     * @return whether they match the condition
     */
    boolean test(A first, B second, C third);
}
