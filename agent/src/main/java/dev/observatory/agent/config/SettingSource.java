package dev.observatory.agent.config;

import java.util.Locale;

/**
 * Where settings come from.
 *
 * @param kind which of the places, the first of which decides
 * @param file the name of the file; empty if it is none
 */
record SettingSource(Kind kind, String file) {
    static final SettingSource ARGUMENT = new SettingSource(Kind.ARGUMENT, "");
    static final SettingSource PROPERTY = new SettingSource(Kind.PROPERTY, "");
    static final SettingSource ENVIRONMENT = new SettingSource(Kind.ENVIRONMENT, "");

    /** The places, those first that overrule the ones behind them. */
    enum Kind {
        ARGUMENT,
        PROPERTY,
        ENVIRONMENT,
        FILE
    }

    static SettingSource file(String name) {
        return new SettingSource(Kind.FILE, name);
    }

    /** How messages call a setting of this source. */
    String named(String word) {
        return switch (kind) {
            case ARGUMENT -> "argument [" + word + "]";
            case PROPERTY -> "system property [" + spelled(word) + "]";
            case ENVIRONMENT -> "environment variable [" + spelled(word) + "]";
            case FILE -> "key [" + word + "] in file [" + file + "]";
        };
    }

    /** How one writes it there. */
    String spelled(String word) {
        return switch (kind) {
            case ARGUMENT, FILE -> word;
            case PROPERTY -> ConfigSources.PROPERTY_PREFIX + word;
            case ENVIRONMENT -> ConfigSources.VARIABLE_PREFIX + word.toUpperCase(Locale.ROOT);
        };
    }
}
