package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * A function of three values.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Function3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object> {

    /**
     * Applies the function.
     *
     * @param first the first value
     * @param second the second value
     * @param third the third value
     * @return the result
     */
    R apply(A first, B second, C third);
}
