package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * The work of an {@link AsyncDerived}, which may throw any exception.
 *
 * @param <A> the type of the input
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface AsyncFunction<A extends @Nullable Object, T extends @Nullable Object> {

    /**
     * Does the work.
     *
     * @param input the value of the input
     * @return the result
     * @throws Exception if the work fails
     */
    T apply(A input) throws Exception;
}
