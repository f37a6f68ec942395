package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the failures of observers go that must not reach the observed program.
 *
 * <p>Each failure is emitted by {@link #reported()} on the thread on which the observer failed. It is also logged to the
 * {@link System.Logger} named {@code dev.observatory}, at most once a second; the next line tells how many were left
 * out. Reporting never throws, and a failure of an observer of {@code reported()} itself is only counted.
 */
public final class ObserverErrors {
    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final EventHook<ObserverFailure> REPORTED = new EventHook<>("observer errors");
    private static final AtomicLong COUNT = new AtomicLong();
    private static final AtomicLong UNLOGGED = new AtomicLong();
    private static final AtomicLong NEXT_LOG_NANOS = new AtomicLong(System.nanoTime());

    private ObserverErrors() {}

    /**
     * The hook that emits every isolated failure.
     *
     * @return the connect side, shared by the whole program
     */
    public static Hook1<ObserverFailure> reported() {
        return REPORTED;
    }

    /**
     * How many failures were isolated since the library was loaded.
     *
     * @return the count, those included that were too many to log
     */
    public static long count() {
        return COUNT.get();
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
        report(ObserverFailure.of(
                requireNonNull(hook, "hook"),
                requireNonNull(observer, "observer"),
                requireNonNull(exception, "exception")));
    }

    static void report(ObserverFailure failure) {
        COUNT.incrementAndGet();
        try {
            log(failure);
            REPORTED.emit(failure);
        } catch (Throwable reportingFailed) {
            // The last line of defence: whatever fails here must not reach the observed program either.
            COUNT.incrementAndGet();
        }
    }

    private static void log(ObserverFailure failure) {
        long now = System.nanoTime();
        long next = NEXT_LOG_NANOS.get();
        if (now - next < 0 || !NEXT_LOG_NANOS.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
            UNLOGGED.incrementAndGet();
            return;
        }
        long unlogged = UNLOGGED.getAndSet(0);
        String more = unlogged == 0 ? "" : " (" + unlogged + " earlier failures were not logged)";
        System.getLogger("dev.observatory")
                .log(
                        System.Logger.Level.WARNING,
                        "Observer [" + failure.observer() + "] of hook [" + failure.hook()
                                + "] failed; the observed program went on" + more,
                        failure.exception());
    }
}
