package dev.observatory.weave;

import org.jspecify.annotations.Nullable;

/**
 * The methods that woven constructors call. None of them ever throws into the program. Public because woven code calls it.
 *
 * <p>The token is that of {@link Weave}: null while no observer is connected.
 *
 * @hidden
 */
public final class WovenConstructors {
    private WovenConstructors() {}

    /**
     * Called when a woven constructor is about to call {@code super(…)} or {@code this(…)}.
     *
     * @param token the token of the constructor's call site
     */
    public static void callsSuper(@Nullable Object token) {
        if (token != null) {
            SlowPath.callsSuper(token);
        }
    }

    /**
     * Called when the call of {@code super(…)} or {@code this(…)} has returned.
     *
     * @param object the object under construction
     * @param token the token of the constructor's call site
     */
    public static void made(Object object, @Nullable Object token) {
        if (token != null) {
            SlowPath.made(token, object);
        }
    }

    /**
     * Called when a woven constructor is about to return.
     *
     * @param token the token of the constructor's call site
     */
    public static void done(@Nullable Object token) {
        if (token != null) {
            SlowPath.constructed(token);
        }
    }

    /**
     * Called when a woven constructor is about to throw, except from its call of {@code super(…)} or {@code this(…)}.
     *
     * @param exception the exception
     * @param token the token of the constructor's call site; null if this constructor is not an event
     * @return the exception
     */
    public static Throwable failed(Throwable exception, @Nullable Object token) {
        if (token != null) {
            SlowPath.crash(token, exception);
        }
        SlowPath.constructionFailed(exception);
        return exception;
    }
}
