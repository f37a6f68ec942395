package dev.observatory.event;

import java.io.Serializable;

/** A method reference without arguments, which identifies a method for {@link Events#of(MethodReference0)} and is never called. */
@FunctionalInterface
public interface MethodReference0 extends Serializable {
    /**
     * Has the signature of the referenced method.
     *
     * @throws Throwable whatever the method throws
     */
    void call() throws Throwable;
}
