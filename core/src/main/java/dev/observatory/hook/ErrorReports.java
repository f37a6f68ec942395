package dev.observatory.hook;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The state behind {@link ObserverErrors}. Separate from it, because that class is called where hardly any stack or heap is
 * left and must therefore need no initialization.
 */
final class ErrorReports {
    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    static final EventHook<ObserverFailure> REPORTED = new EventHook<>("observer errors");
    static final AtomicLong COUNT = new AtomicLong();
    private static final AtomicLong UNLOGGED = new AtomicLong();
    private static final AtomicLong NEXT_LOG_NANOS = new AtomicLong(System.nanoTime());

    private ErrorReports() {}

    static void report(ObserverFailure failure) {
        COUNT.incrementAndGet();
        // A failure of the reporting itself must not reach the observed program either, nor prevent the other report.
        try {
            log(failure);
        } catch (Throwable loggingFailed) {
            COUNT.incrementAndGet();
        }
        try {
            REPORTED.emit(failure);
        } catch (Throwable reportingFailed) {
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
                                + "] failed; the observed program continues" + more,
                        failure.exception());
    }
}
