package dev.observatory.event;

import java.lang.reflect.Executable;

/**
 * An exception that is reported in place of one that could not be observed.
 *
 * <p>The JVM does not let a constructor catch an exception that its call of {@code super(…)} or {@code this(…)} throws. If the
 * class that throws is woven too, observers get the same instance; if it is not, as with classes of the JDK, they get this
 * exception instead, when the thread next begins or ends an observed call.
 */
public final class UnobservedConstructorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnobservedConstructorException(EventPoint constructor) {
        super(
                "Constructor [" + nameOf(constructor)
                        + "] did not return: its call of super(…) or this(…) threw an exception that could"
                        + " not be observed; catch it where the object is created",
                null,
                false,
                false);
    }

    private static Object nameOf(EventPoint constructor) {
        Executable action = constructor.action();
        return action == null ? constructor.name() : action;
    }
}
