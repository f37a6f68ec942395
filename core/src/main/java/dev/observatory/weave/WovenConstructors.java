package dev.observatory.weave;

import org.jspecify.annotations.Nullable;

/**
 * What woven constructors call. Nothing here ever throws into the program.
 *
 * <p>The token is that of {@link Weave}: null while nobody listens.
 */
public final class WovenConstructors {
    private WovenConstructors() {}

    /**
     * A woven constructor is about to call {@code super(…)} or {@code this(…)}.
     *
     * @param token from the constructor's call site
     */
    public static void callsSuper(@Nullable Object token) {
        if (token != null) {
            SlowPath.callsSuper(token);
        }
    }

    /**
     * That call has returned.
     *
     * @param object what is being constructed
     * @param token from the constructor's call site
     */
    public static void made(Object object, @Nullable Object token) {
        if (token != null) {
            SlowPath.made(token, object);
        }
    }

    /**
     * A woven constructor is about to return.
     *
     * @param token from the constructor's call site
     */
    public static void done(@Nullable Object token) {
        if (token != null) {
            SlowPath.constructed(token);
        }
    }

    /**
     * A woven constructor is about to throw, outside its call of {@code super(…)} or {@code this(…)}.
     *
     * @param exception what it throws
     * @param token from the constructor's call site; null if this constructor is no event
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
