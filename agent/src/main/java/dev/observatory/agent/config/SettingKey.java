package dev.observatory.agent.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be set, wherever it is set; with a value to show how. */
enum SettingKey {
    INCLUDE("com.acme.orders.**#place*(..)"),
    EXCLUDE("com.acme.orders.**#place*(..)"),
    FIELDS("com.acme.Order#status"),
    OBSERVE("log,jfr"),
    LEVEL("INFO"),
    MINDURATION("10ms"),
    RATE("1000"),
    VALUES("args,result"),
    REDACT("iban,-key"),
    UNSAFETOSTRING("true"),
    CONFIG("observatory.properties"),
    MAX("10000"),
    DRYRUN("true"),
    VERIFY("true"),
    DUMP("target/woven"),
    FAILFAST("true");

    private final String example;

    SettingKey(String example) {
        this.example = example;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String example() {
        return example;
    }

    /** The key that a word means: {@code minduration}, {@code min-duration} and {@code MIN_DURATION} are one; null if none. */
    static @Nullable SettingKey of(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
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
