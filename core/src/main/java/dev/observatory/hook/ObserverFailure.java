package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

/**
 * One observer that threw, in one emission.
 *
 * @param hook the name of the hook that was emitting
 * @param observer the observer's name, or else its class and identity; the observer itself is not kept
 * @param exception what the observer threw
 */
public record ObserverFailure(String hook, String observer, Throwable exception) {

    /**
     * Checks the components.
     *
     * @param hook the name of the hook that was emitting
     * @param observer the observer's name
     * @param exception what the observer threw
     * @throws NullPointerException if an argument is null
     */
    public ObserverFailure {
        requireNonNull(hook, "hook");
        requireNonNull(observer, "observer");
        requireNonNull(exception, "exception");
    }

    static ObserverFailure of(String hook, Object observer, Throwable exception) {
        return new ObserverFailure(hook, nameOf(observer), exception);
    }

    /** Never the observer's own {@code toString}: that is foreign code, and it may be what is failing. */
    static String nameOf(Object observer) {
        if (observer instanceof NamedObserver named) {
            return named.observerName();
        }
        return observer.getClass().getTypeName() + "@" + Integer.toHexString(System.identityHashCode(observer));
    }
}
