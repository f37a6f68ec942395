package dev.observatory.agent.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of settings, whatever the source; each with an example of a value. */
enum SettingKey {
    INCLUDE("com.acme.orders.**#place*(..)"),
    EXCLUDE("com.acme.orders.**#place*(..)"),
    FIELDS("com.acme.Order#status"),
    OBSERVERS("com.acme.Bars,com.acme.Foos"),
    OBSERVE("log,jfr"),
    LEVEL("INFO"),
    MINDURATION("10ms"),
    RATE("1000"),
    VALUES("args,result"),
    REDACT("iban,-key"),
    UNSAFETOSTRING("true"),
    CONFIG("observatory.properties"),
    MAX("10000"),
    WEAVEATLOAD("true"),
    DRYRUN("true"),
    VERIFY("true"),
    DUMP("target/woven"),
    FAILFAST("true");

    private final String example;

    SettingKey(String example) {
        this.example = example;
    }

    /** Returns the key as it is written in arguments. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a value for error messages. */
    String example() {
        return example;
    }

    /** Returns the key that is written so; {@code minduration}, {@code min-duration} and {@code MIN_DURATION} are equal. Null if unknown. */
    static @Nullable SettingKey of(String written) {
        StringBuilder letters = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '-' && c != '_' && c != '.') {
                letters.append(c);
            }
        }
        String name = letters.toString().toUpperCase(Locale.ROOT);
        for (SettingKey key : values()) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }
}
