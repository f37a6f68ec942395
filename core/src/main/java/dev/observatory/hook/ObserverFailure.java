package dev.observatory.hook;

/**
 * One observer that threw, in one emission.
 *
 * @param hook the name of the hook that was emitting
 * @param observer the observer's name, or else its class and identity; the observer itself is not kept
 * @param exception what the observer threw
 */
public record ObserverFailure(String hook, String observer, Throwable exception) {

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
