package dev.observatory.weave;

import dev.observatory.hook.ObserverErrors;
import org.jspecify.annotations.Nullable;

/**
 * What woven bytecode calls where an {@code invokedynamic} cannot stand: in class files from before Java 7, and in methods
 * with more arguments than one takes. Nothing here ever throws into the program.
 *
 * <p>Each place has a number. What it means is told in a text, {@code kind;name;parameter names;descriptor} for a method
 * and {@code kind;name;owner;in construction} for a field, and settled when it first runs. Idle, a place costs the look at
 * one flag.
 */
public final class NonIndySite {
    private NonIndySite() {}

    /**
     * Tells a woven method whether to collect its arguments.
     *
     * @param site the place's number
     * @return whether somebody listens, or the place has never run
     */
    public static boolean isObserved(int site) {
        return NonIndySites.isObserved(site);
    }

    /**
     * A woven method begins.
     *
     * @param target the object on which it is called; null for static methods and constructors
     * @param args the arguments, boxed
     * @param site the place's number
     * @param link what it means
     * @return the token
     */
    public static @Nullable Object begin(@Nullable Object target, @Nullable Object[] args, int site, String link) {
        try {
            return NonIndySites.linked(site, link) instanceof MethodSite method && method.isObserved()
                    ? method.begin(target, args)
                    : null;
        } catch (Throwable failure) {
            return failed(link, failure);
        }
    }

    /**
     * A woven write is about to store.
     *
     * @param target the object whose field is assigned; null for a static one
     * @param site the place's number
     * @param link what it means
     * @return the token
     */
    public static @Nullable Object write(@Nullable Object target, int site, String link) {
        if (!NonIndySites.isObserved(site)) {
            return null;
        }
        try {
            return NonIndySites.linked(site, link) instanceof FieldSite field && field.isObserved()
                    ? field.begin(target)
                    : null;
        } catch (Throwable failure) {
            return failed(link, failure);
        }
    }

    private static @Nullable Object failed(String link, Throwable failure) {
        ObserverErrors.report("woven code [" + link + "]", NonIndySite.class, failure);
        return null;
    }
}
