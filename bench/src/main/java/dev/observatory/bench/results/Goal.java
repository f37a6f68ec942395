package dev.observatory.bench.results;

import java.util.Locale;

/**
 * What is wanted of a measure.
 *
 * @param kind what is bounded
 * @param bound the bound, in the measure's unit or as a ratio
 */
public record Goal(Kind kind, double bound) {

    /** What a goal bounds. */
    public enum Kind {
        /** Our own figure must be at most the bound. */
        OURS_AT_MOST,
        /** Ours divided by theirs must be at most the bound. */
        RATIO_AT_MOST,
        /** Theirs divided by ours must be at least the bound. */
        TIMES_BETTER
    }

    /**
     * Our own figure must be at most that.
     *
     * @param bound in the measure's unit
     * @return the goal
     */
    public static Goal oursAtMost(double bound) {
        return new Goal(Kind.OURS_AT_MOST, bound);
    }

    /**
     * We may take at most so many times what they take.
     *
     * @param bound a ratio
     * @return the goal
     */
    public static Goal ratioAtMost(double bound) {
        return new Goal(Kind.RATIO_AT_MOST, bound);
    }

    /**
     * They must take at least so many times what we take.
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
