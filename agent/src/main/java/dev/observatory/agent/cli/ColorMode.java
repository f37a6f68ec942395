package dev.observatory.agent.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When the output is colored. */
enum ColorMode {
    /** On a terminal that supports it, unless the variable {@code NO_COLOR} has a value (no-color.org). */
    AUTO,
    ALWAYS,
    NEVER;

    /** Returns whether the output is colored. */
    boolean applies(boolean isTerminal, Map<String, String> environment) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                isTerminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        };
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<ColorMode> {
        @Override
        public ColorMode convert(String word) {
            for (ColorMode mode : values()) {
                if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return mode;
                }
            }
            throw new TypeConversionException("it must be [auto], [always] or [never], but is [" + word + "]");
        }
    }
}
