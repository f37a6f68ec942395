package dev.observatory.agent.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people write them: {@code 10ms}, {@code 1.5s}, {@code 200us}, {@code 2m}. */
final class Durations implements ITypeConverter<Long> {
    private enum Unit {
        NS(1),
        US(1_000),
        MS(1_000_000),
        S(1_000_000_000),
        M(60_000_000_000L);

        private final long nanos;

        Unit(long nanos) {
            this.nanos = nanos;
        }
    }

    /** To nanoseconds. */
    @Override
    public Long convert(String value) {
        int end = 0;
        while (end < value.length() && (Character.isDigit(value.charAt(end)) || value.charAt(end) == '.')) {
            end++;
        }
        String unit = value.substring(end).strip().toUpperCase(Locale.ROOT);
        for (Unit known : Unit.values()) {
            if (known.name().equals(unit)) {
                try {
                    return Math.round(Double.parseDouble(value.substring(0, end)) * known.nanos);
                } catch (NumberFormatException notANumber) {
                    break;
                }
            }
        }
        throw new TypeConversionException(
                "a length of time must be a number and a unit of [ns, us, ms, s, m], such as [10ms], but is [" + value
                        + "]");
    }

    /** For people, in three digits. */
    static String text(long nanos) {
        for (int i = Unit.values().length - 2; i > 0; i--) {
            Unit unit = Unit.values()[i];
            if (nanos >= unit.nanos) {
                double value = (double) nanos / unit.nanos;
                String digits = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
                return String.format(Locale.ROOT, digits, value) + " "
                        + unit.name().toLowerCase(Locale.ROOT);
            }
        }
        return nanos + " ns";
    }
}
