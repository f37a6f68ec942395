package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/**
 * A condition on three values.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 */
@FunctionalInterface
public interface TriPredicate<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {

    /**
     * Judges the values.
     *
     * @param first the first
     * @param second the second
     * @param third the third
     * @return whether they meet the condition
     */
    boolean test(A first, B second, C third);
}
