package dev.observatory.machine.diagram;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations as people write them: {@code 14d}, {@code 2h 30m}, {@code 1.5s}, {@code 250ms}. Exact: two durations never have the same text. */
public final class DurationText {
    private static final int NANOS_OF_MICRO = 1_000;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private DurationText() {}

    /**
     * Returns the text of a duration.
     *
     * @param duration a duration that is not negative
     * @return days, hours, minutes and seconds without those that are zero; less than a second in its largest unit
     */
    public static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toSeconds() == 0) {
            return fraction(duration.toNanosPart());
        }
        List<String> parts = new ArrayList<>();
        add(parts, duration.toDays(), "d");
        add(parts, duration.toHoursPart(), "h");
        add(parts, duration.toMinutesPart(), "m");
        String seconds = decimal(duration.toSecondsPart(), duration.toNanosPart(), 9);
        if (!seconds.equals("0")) {
            parts.add(seconds + "s");
        }
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count != 0) {
            parts.add(count + unit);
        }
    }

    private static String fraction(int nanos) {
        if (nanos < NANOS_OF_MICRO) {
            return nanos + "ns";
        }
        return nanos < NANOS_OF_MILLI ? decimal(0, nanos, 3) + "\u00b5s" : decimal(0, nanos, 6) + "ms";
    }

    private static String decimal(int whole, int nanos, int scale) {
        return BigDecimal.valueOf(nanos, scale)
                .add(BigDecimal.valueOf(whole))
                .stripTrailingZeros()
                .toPlainString();
    }
}
