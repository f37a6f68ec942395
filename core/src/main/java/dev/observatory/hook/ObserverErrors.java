package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.Headroom;

/**
 * The receiver of observer failures that must not reach the observed program.
 *
 * <p>Each failure is emitted by {@link #reported()} on the thread on which the observer failed. It is also logged to the
 * {@link System.Logger} named {@code dev.observatory}, at most once a second; the next line contains the number of failures
 * that were not logged. Reporting never throws. A failure of an observer of {@code reported()} itself is only counted, as is
 * one that occurs with hardly any stack or heap left: loading the classes that logging needs could fail there and leave
 * them unusable for the program.
 *
 * <p>All methods are safe from any thread.
 */
public final class ObserverErrors {
    private static long unreported;

    private ObserverErrors() {}

    /**
     * Returns the hook that emits every isolated failure, on the thread on which the observer failed.
     *
     * @return the connect side, shared by the whole program; what its own observers throw is only counted
     */
    public static Hook1<ObserverFailure> reported() {
        return ErrorReports.REPORTED;
    }

    /**
     * Returns the number of failures that were isolated since the library was loaded.
     *
     * @return the count, of failures, including those that were not logged
     */
    public static long count() {
        return ErrorReports.COUNT.get() + unreported();
    }

    /**
     * Reports a failure that the caller has caught. Never throws because of the failure itself.
     *
     * @param hook the name of the hook whose observer failed
     * @param observer the observer; only its name, or its class and identity, is retained
     * @param exception the exception that it threw
     * @throws NullPointerException if an argument is null
     */
    public static void report(String hook, Object observer, Throwable exception) {
        requireNonNull(hook, "hook");
        requireNonNull(observer, "observer");
        requireNonNull(exception, "exception");
        if (Headroom.isSufficient()) {
            ErrorReports.report(ObserverFailure.of(hook, observer, exception));
            ThreadStop.deliverAgain(exception);
        } else {
            countUnreported();
        }
    }

    /** Initializes this class, which may otherwise be needed first when the stack is nearly exhausted. */
    public static void prepare() {}

    static void report(ObserverFailure failure) {
        if (Headroom.isSufficient()) {
            ErrorReports.report(failure);
            ThreadStop.deliverAgain(failure.exception());
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
