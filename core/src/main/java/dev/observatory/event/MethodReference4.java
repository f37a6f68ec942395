package dev.observatory.event;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method reference with four arguments, which identifies a method for {@link Events#of(MethodReference4)} and is never called.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 * @param <C> the type of the third argument
 * @param <D> the type of the fourth argument
 */
@FunctionalInterface
public interface MethodReference4<
                A extends @Nullable Object,
                B extends @Nullable Object,
                C extends @Nullable Object,
                D extends @Nullable Object>
        extends Serializable {
    /**
     * Has the signature of the referenced method.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @param fourth the fourth argument
     * @throws Throwable whatever the method throws
     */
    void call(A first, B second, C third, D fourth) throws Throwable;
}
