package dev.observatory.event.loop;

/**
 * Estimates how many items are finished per second.
 *
 * <p>An exponential moving average of the rates between reports, each weighted with its duration, as for a time series with
 * unequal intervals (A. Eckner, <i>Algorithms for Unevenly Spaced Time Series: Moving Averages and Other Rolling Operators</i>,
 * the operator EMA with the next value). It is divided by the sum of the weights so far; so it starts as the plain average,
 * where an average that began at zero would be too small. The weight of a rate falls to 1/e in 30 seconds, or in the time of ten
 * items where that is longer.
 *
 * <p>Not safe for use by multiple threads.
 */
public final class RateEstimate {
    private static final double NANOS = 1e9;
    private static final double SHORTEST_SECONDS = 30;
    private static final double SHORTEST_ITEMS = 10;

    private final long startNanos;
    private long latestNanos;
    private long latestDone;
    private double weightedItems;
    private double weightedSeconds;

    /** Begins an estimate at which a number of items is already finished. */
    public RateEstimate(long nanos, long done) {
        startNanos = nanos;
        latestNanos = nanos;
        latestDone = done;
    }

    /** Adds a report. What was finished within one tick of the clock is added with the next report. */
    public void add(long nanos, long done) {
        long elapsed = nanos - latestNanos;
        long finished = done - latestDone;
        if (elapsed <= 0 || finished <= 0) {
            return;
        }
        double seconds = elapsed / NANOS;
        double rate = finished / seconds;
        double constant = Math.max(SHORTEST_SECONDS, SHORTEST_ITEMS / rate);
        double lost = -Math.expm1(-seconds / constant);
        double weight = constant * lost;
        weightedItems = weightedItems * (1 - lost) + rate * weight;
        weightedSeconds = weightedSeconds * (1 - lost) + weight;
        latestNanos = nanos;
        latestDone = done;
    }

    /** Returns whether a number of finished items continues this estimate; a smaller one than before begins another. */
    public boolean isContinuedBy(long done) {
        return done >= latestDone;
    }

    /** Returns the rate in items per second; −1 if it is unknown. */
    public double perSecond() {
        return weightedSeconds > 0 ? weightedItems / weightedSeconds : -1;
    }

    /** Returns the time since the estimate began. */
    public long elapsedNanos(long nanos) {
        return Math.max(0, nanos - startNanos);
    }
}
