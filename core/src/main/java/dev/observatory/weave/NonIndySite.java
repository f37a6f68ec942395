package dev.observatory.weave;

import dev.observatory.event.EventCall;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import org.jspecify.annotations.Nullable;

/**
 * The methods that woven bytecode calls where it has no {@code invokedynamic}: in methods that are woven only while they are observed,
 * in class files older than Java 7, and in methods with more arguments than it accepts. None of them ever throws into the program.
 * Public because woven code calls it.
 *
 * <p>Each place has a number. A string describes it, {@code kind;name;parameter names;descriptor} for a method and {@code
 * kind;name;owner;in construction} for a field, and is resolved when the place first runs. A place without observers costs reading one
 * flag. Nothing is linked, and no method handle is on the way to the observers: the JIT compiles one method for all places.
 *
 * @hidden
 */
public final class NonIndySite {
    private NonIndySite() {}

    /**
     * Returns what a woven method has to do at its beginning.
     *
     * @param site the number of the place
     * @return 0 if no observer is connected; 1 if it has to collect its arguments and call {@link #begin(Object[], int, String)}, as when
     *     the place has never run; 2 if it has to call {@link #begin(int)}
     */
    public static int mode(int site) {
        NonIndySites.Site known = NonIndySites.at(site);
        return known == null ? NonIndySites.OBSERVED : known.mode();
    }

    /**
     * Called at the beginning of a woven method whose observers read no arguments.
     *
     * @param site the number of the place
     * @return the token
     */
    public static @Nullable Object begin(int site) {
        try {
            return NonIndySites.at(site) instanceof NonIndySites.MethodPlace method ? method.begin(null) : null;
        } catch (Throwable failure) {
            return failed("without arguments", failure);
        }
    }

    /**
     * Called at the beginning of a woven method.
     *
     * @param operands the object on which it is called, null for static methods and constructors; then the arguments, boxed
     * @param site the number of the place
     * @param link the description of the place
     * @return the token
     */
    public static @Nullable Object begin(@Nullable Object[] operands, int site, String link) {
        try {
            NonIndySites.Site known = NonIndySites.at(site);
            if (known == null || !known.is(link)) {
                known = NonIndySites.link(site, link);
            }
            return known instanceof NonIndySites.MethodPlace method ? method.begin(operands) : null;
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
        try {
            NonIndySites.Site known = NonIndySites.at(site);
            if (known == null || !known.is(link)) {
                known = NonIndySites.link(site, link);
            }
            return known instanceof NonIndySites.FieldPlace field ? field.begin(target) : null;
        } catch (Throwable failure) {
            return failed(link, failure);
        }
    }

    /**
     * Called when a woven {@code void} method is about to return.
     *
     * @param token the token of the call
     */
    public static void exit(@Nullable Object token) {
        exit(null, token);
    }

    /**
     * Called when a woven method is about to return.
     *
     * @param result the result, boxed
     * @param token the token of the call
     */
    public static void exit(@Nullable Object result, @Nullable Object token) {
        if (token != null) {
            try {
                EventWeaving.complete(token, result);
            } catch (Throwable failure) {
                SlowPath.failed(token, failure);
            }
        }
    }

    /**
     * Called when a woven method is about to throw.
     *
     * @param exception the exception
     * @param token the token of the call
     * @return the exception
     */
    public static Throwable crash(Throwable exception, @Nullable Object token) {
        if (token != null) {
            try {
                EventWeaving.crash(token, exception);
            } catch (Throwable failure) {
                SlowPath.failed(token, failure);
            }
        }
        return exception;
    }

    /**
     * Called when a woven constructor is about to call {@code super(…)} or {@code this(…)}.
     *
     * @param token the token of the call
     */
    public static void callsSuper(@Nullable Object token) {
        if (token != null) {
            EventWeaving.enterSuperCall((EventCall) token);
        }
    }

    /**
     * Called when the call of {@code super(…)} or {@code this(…)} has returned.
     *
     * @param object the object under construction
     * @param token the token of the call
     */
    public static void made(Object object, @Nullable Object token) {
        if (token != null) {
            try {
                EventWeaving.leaveSuperCall((EventCall) token, object);
            } catch (Throwable failure) {
                SlowPath.failed(token, failure);
            }
        }
    }

    /**
     * Called when a woven constructor is about to return.
     *
     * @param token the token of the call
     */
    public static void done(@Nullable Object token) {
        if (token != null) {
            try {
                EventWeaving.completeConstructor((EventCall) token);
            } catch (Throwable failure) {
                SlowPath.failed(token, failure);
            }
        }
    }

    /**
     * Called when a woven constructor is about to throw, except from its call of {@code super(…)} or {@code this(…)}.
     *
     * @param exception the exception
     * @param token the token of the call; null also if this constructor is not an event
     * @return the exception
     */
    public static Throwable failed(Throwable exception, @Nullable Object token) {
        Throwable same = crash(exception, token);
        SlowPath.constructionFailed(same);
        return same;
    }

    static @Nullable Object failed(String link, Throwable failure) {
        ObserverErrors.report("woven code [" + link + "]", NonIndySite.class, failure);
        return null;
    }
}
