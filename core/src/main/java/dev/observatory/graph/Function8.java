package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * A function of eight values.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 * @param <D> the type of the fourth value
 * @param <E> the type of the fifth value
 * @param <F> the type of the sixth value
 * @param <G> the type of the seventh value
 * @param <H> the type of the eighth value
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Function8<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object,
        R extends @Nullable Object> {

    /**
     * Applies the function.
     *
     * @param first the first value
     * @param second the second value
     * @param third the third value
     * @param fourth the fourth value
     * @param fifth the fifth value
     * @param sixth the sixth value
     * @param seventh the seventh value
     * @param eighth the eighth value
     * @return the result
     */
    R apply(A first, B second, C third, D fourth, E fifth, F sixth, G seventh, H eighth);
}
