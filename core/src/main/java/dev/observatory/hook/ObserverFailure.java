package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The failure of one observer in one emission.
 *
 * @param hook the name of the hook that was emitting
 * @param observer the observer's name, or its class and identity; the observer itself is not retained
 * @param exception the exception that the observer threw
 */
public record ObserverFailure(String hook, String observer, Throwable exception) {

    /**
     * Checks the components.
     *
     * @param hook the name of the hook that was emitting
     * @param observer the observer's name, or its class and identity
     * @param exception the exception that the observer threw
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

    /** Returns the name of an observer. Never calls its {@code toString()}: that is foreign code and may be what fails. */
    static String nameOf(Object observer) {
        if (observer instanceof NamedObserver named) {
            String name = ownNameOf(named);
            if (name != null) {
                return name;
            }
        }
        return observer.getClass().getTypeName() + "@" + Integer.toHexString(System.identityHashCode(observer));
    }

    /** Returns the name that an observer defines; null if it fails to, which must not hide the failure that is to be reported. */
    @SuppressWarnings("NullAway") // Foreign code may return null all the same.
    private static @Nullable String ownNameOf(NamedObserver observer) {
        try {
            return observer.observerName();
        } catch (Throwable unnamed) {
            return null;
        }
    }
}
