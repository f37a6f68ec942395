package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.Headroom;

/**
 * Where the failures of observers go that must not reach the observed program.
 *
 * <p>Each failure is emitted by {@link #reported()} on the thread on which the observer failed. It is also logged to the
 * {@link System.Logger} named {@code dev.observatory}, at most once a second; the next line tells how many were left
 * out. Reporting never throws, and a failure of an observer of {@code reported()} itself is only counted. So is one that
 * happens where hardly any stack or memory is left: there, to load what logging needs could spoil it for the program.
 */
public final class ObserverErrors {
    private static long unreported;

    private ObserverErrors() {}

    /**
     * The hook that emits every isolated failure.
     *
     * @return the connect side, shared by the whole program
     */
    public static Hook1<ObserverFailure> reported() {
        return ErrorReports.REPORTED;
    }

    /**
     * How many failures were isolated since the library was loaded.
     *
     * @return the count, those included that were too many to log
     */
    public static long count() {
        return ErrorReports.COUNT.get() + unreported();
    }

    /**
     * Reports a failure that the caller has kept away from the observed program.
     *
     * @param hook the name of the hook whose observer failed
     * @param observer the observer; only its class and identity are kept
     * @param exception what it threw
     * @throws NullPointerException if an argument is null
     */
    public static void report(String hook, Object observer, Throwable exception) {
        requireNonNull(hook, "hook");
        requireNonNull(observer, "observer");
        requireNonNull(exception, "exception");
        if (Headroom.isSufficient()) {
            ErrorReports.report(ObserverFailure.of(hook, observer, exception));
        } else {
            countUnreported();
        }
    }

    /** Loads this class, which may be needed first where the stack is nearly used up. */
    public static void prepare() {}

    static void report(ObserverFailure failure) {
        if (Headroom.isSufficient()) {
            ErrorReports.report(failure);
        } else {
            countUnreported();
        }
    }

    private static synchronized void countUnreported() {
        unreported++;
    }

    private static synchronized long unreported() {
        return unreported;
    }
}
