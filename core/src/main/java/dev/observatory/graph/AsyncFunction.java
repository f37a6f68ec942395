package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * Work of an {@link AsyncDerived}, which may throw anything.
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
     * @throws Exception if there is none
     */
    T apply(A input) throws Exception;
}
