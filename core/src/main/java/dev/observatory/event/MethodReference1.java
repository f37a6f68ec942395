package dev.observatory.event;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method reference with one argument, which identifies a method for {@link Events#of(MethodReference1)} and is never called.
 *
 * @param <A> the type of the first argument
 */
@FunctionalInterface
public interface MethodReference1<A extends @Nullable Object> extends Serializable {
    /**
     * Has the signature of the referenced method.
     *
     * @param first the first argument
     * @throws Throwable whatever the method throws
     */
    void call(A first) throws Throwable;
}
