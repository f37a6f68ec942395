package dev.observatory.event;

import java.io.Serializable;

/**
 * A method reference of no arguments, which names a method for {@link Events#of(MethodReference0)} and is never called.
 */
@FunctionalInterface
public interface MethodReference0 extends Serializable {
    /**
     * The shape of the method.
     *
     * @throws Throwable whatever the method throws
     */
    void call() throws Throwable;
}
