package dev.observatory.event;

import java.lang.reflect.Executable;

/**
 * Stands for an exception that nobody could see.
 *
 * <p>What a constructor's call of {@code super(…)} or {@code this(…)} throws, the JVM lets no code of that constructor
 * catch. Where the class that throws is woven too, observers get the very exception; where it is not, as with classes of the
 * JDK, they get this one, and get it when the thread next begins or ends an observed call.
 */
public final class UnobservedConstructorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnobservedConstructorException(EventPoint constructor) {
        super(
                "Constructor [" + nameOf(constructor)
                        + "] did not return: its call of super(…) or this(…) threw what could not be"
                        + " seen; catch it where the object is made",
                null,
                false,
                false);
    }

    private static Object nameOf(EventPoint constructor) {
        Executable action = constructor.action();
        return action == null ? constructor.name() : action;
    }
}
