package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/**
 * An observer of three values that belongs to an owner; see {@link Hook3#connectWeak}.
 *
 * @param <O> the type of the owner
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
@FunctionalInterface
public interface QuadConsumer<
        O extends @Nullable Object,
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object> {

    /**
     * Receives the owner and the values of one emission. Called on the emitter's thread; the error policy of the hook defines what an
     * exception does.
     *
     * @param owner the owner
     * @param first the first value
     * @param second the second value
     * @param third the third value
     */
    void accept(O owner, A first, B second, C third);
}
