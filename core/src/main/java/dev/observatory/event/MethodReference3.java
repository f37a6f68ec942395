package dev.observatory.event;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method reference with three arguments, which identifies a method for {@link Events#of(MethodReference3)} and is never called.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 * @param <C> the type of the third argument
 */
@FunctionalInterface
public interface MethodReference3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends Serializable {
    /**
     * Has the signature of the referenced method.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @throws Throwable whatever the method throws
     */
    void call(A first, B second, C third) throws Throwable;
}
