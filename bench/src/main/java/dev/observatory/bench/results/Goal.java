package dev.observatory.bench.results;

import java.util.Locale;

/**
 * The target set for a measure.
 *
 * @param kind the bounded quantity
 * @param bound the bound, in the measure's unit or as a ratio
 */
public record Goal(Kind kind, double bound) {

    /** The quantity that a goal bounds. */
    public enum Kind {
        /** Observatory's own figure is at most the bound. */
        OURS_AT_MOST,
        /** Observatory's figure divided by the peer's is at most the bound. */
        RATIO_AT_MOST,
        /** The peer's figure divided by Observatory's is at least the bound. */
        TIMES_BETTER
    }

    /**
     * Returns a goal that limits Observatory's own figure.
     *
     * @param bound the maximum, in the measure's unit
     * @return the goal
     */
    public static Goal oursAtMost(double bound) {
        return new Goal(Kind.OURS_AT_MOST, bound);
    }

    /**
     * Returns a goal that limits the ratio of Observatory's figure to the peer's.
     *
     * @param bound a ratio
     * @return the goal
     */
    public static Goal ratioAtMost(double bound) {
        return new Goal(Kind.RATIO_AT_MOST, bound);
    }

    /**
     * Returns a goal that requires the peer's figure to be a multiple of Observatory's.
     *
     * @param bound a ratio
     * @return the goal
     */
    public static Goal timesBetter(double bound) {
        return new Goal(Kind.TIMES_BETTER, bound);
    }

    boolean isMetBy(Measure measure) {
        return switch (kind) {
            case OURS_AT_MOST -> measure.ours() <= bound;
            case RATIO_AT_MOST -> measure.ratio() <= bound;
            case TIMES_BETTER -> 1 / measure.ratio() >= bound;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case OURS_AT_MOST -> "ours <= " + number();
            case RATIO_AT_MOST -> "ratio <= " + number();
            case TIMES_BETTER -> "better " + number() + "x";
        };
    }

    private String number() {
        return bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%.0f", bound)
                : String.format(Locale.ROOT, "%.2f", bound);
    }
}
