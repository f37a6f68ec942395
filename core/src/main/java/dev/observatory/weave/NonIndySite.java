package dev.observatory.weave;

import dev.observatory.hook.ObserverErrors;
import org.jspecify.annotations.Nullable;

/**
 * The methods that woven bytecode calls where {@code invokedynamic} is not available: in class files older than Java 7, and in
 * methods with more arguments than it accepts. None of them ever throws into the program. Public because woven code calls it.
 *
 * <p>Each place has a number. A string describes it, {@code kind;name;parameter names;descriptor} for a method and {@code
 * kind;name;owner;in construction} for a field, and is resolved when the place first runs. An idle place costs reading one flag.
 *
 * @hidden
 */
public final class NonIndySite {
    private NonIndySite() {}

    /**
     * Returns whether a woven method should collect its arguments.
     *
     * @param site the number of the place
     * @return true if an observer is connected, or the place has never run
     */
    public static boolean isObserved(int site) {
        return NonIndySites.isObserved(site);
    }

    /**
     * Called at the beginning of a woven method.
     *
     * @param target the object on which it is called; null for static methods and constructors
     * @param args the arguments, boxed
     * @param site the number of the place
     * @param link the description of the place
     * @return the token
     */
    public static @Nullable Object begin(@Nullable Object target, @Nullable Object[] args, int site, String link) {
        try {
            return begin(NonIndySites.linked(site, link), target, args);
        } catch (Throwable failure) {
            return failed(link, failure);
        }
    }

    /**
     * Called before a woven write.
     *
     * @param target the object whose field is assigned; null for a static one
     * @param site the number of the place
     * @param link the description of the place
     * @return the token
     */
    public static @Nullable Object write(@Nullable Object target, int site, String link) {
        if (!NonIndySites.isObserved(site)) {
            return null;
        }
        try {
            return begin(NonIndySites.linked(site, link), target, null);
        } catch (Throwable failure) {
            return failed(link, failure);
        }
    }

    /**
     * Begins an observation.
     *
     * @param arguments null for a write
     * @return the token; null if no observer is connected
     */
    static @Nullable Object begin(
            @Nullable ObservationSite site, @Nullable Object target, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (site == null || !site.isObserved()) {
            return null;
        }
        if (site instanceof FieldSite field) {
            return field.begin(target);
        }
        return site instanceof MethodSite method && arguments != null ? method.begin(target, arguments) : null;
    }

    static @Nullable Object failed(String link, Throwable failure) {
        ObserverErrors.report("woven code [" + link + "]", NonIndySite.class, failure);
        return null;
    }
}
