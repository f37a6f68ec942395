package dev.observatory.agent.text;

import java.util.concurrent.TimeUnit;

/** Parses and formats durations: {@code 10ms}, {@code 1.5s}. */
public final class DurationText {
    private static final String[] UNITS = {"ns", "us", "ms", "s", "m", "h"};
    private static final TimeUnit[] TIME_UNITS = {
        TimeUnit.NANOSECONDS,
        TimeUnit.MICROSECONDS,
        TimeUnit.MILLISECONDS,
        TimeUnit.SECONDS,
        TimeUnit.MINUTES,
        TimeUnit.HOURS
    };

    private DurationText() {}

    /**
     * Parses a duration.
     *
     * @param text a number and a unit
     * @return nanoseconds
     * @throws IllegalArgumentException if the text is not a non-negative number and a unit
     */
    public static long nanosOf(String text) {
        int unitAt = 0;
        while (unitAt < text.length() && (Character.isDigit(text.charAt(unitAt)) || text.charAt(unitAt) == '.')) {
            unitAt++;
        }
        String unit = text.substring(unitAt).strip();
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return numberOf(text, text.substring(0, unitAt), TIME_UNITS[i].toNanos(1));
            }
        }
        throw noDuration(text);
    }

    private static long numberOf(String text, String number, long unit) {
        try {
            return Math.round(Double.parseDouble(number) * unit);
        } catch (NumberFormatException notANumber) {
            throw noDuration(text);
        }
    }

    private static IllegalArgumentException noDuration(String text) {
        return new IllegalArgumentException(
                "[" + text + "] is no duration; write a number and one of the units ns, us, ms, s, m, h, as in [10ms]");
    }

    /**
     * Formats a duration.
     *
     * @param nanos the duration in nanoseconds
     * @return three digits, one to three of them before the decimal point: {@code 1.23 ms}
     */
    public static String of(long nanos) {
        int unit = 0;
        double value = nanos;
        while (unit < 3 && value >= 1000) {
            value /= 1000;
            unit++;
        }
        if (unit == 0) {
            return nanos + " ns";
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        long scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
        long scaled = Math.round(value * scale);
        String fraction = Long.toString(scale + scaled % scale).substring(1);
        return scaled / scale + (decimals == 0 ? "" : "." + fraction) + " " + UNITS[unit];
    }
}
