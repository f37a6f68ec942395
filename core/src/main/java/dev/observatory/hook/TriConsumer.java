package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/**
 * An observer of three values.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 */
@FunctionalInterface
public interface TriConsumer<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {

    /**
     * Takes the values.
     *
     * @param first the first
     * @param second the second
     * @param third the third
     */
    void accept(A first, B second, C third);
}
