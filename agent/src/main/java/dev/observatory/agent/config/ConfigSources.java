package dev.observatory.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings: the agent's arguments, then system properties {@code observatory.*}, then environment variables {@code
 * OBSERVATORY_*}, then the properties file that one of these names. The first source that has a key determines all its values.
 *
 * <p>Runs before the program does: uses no lambdas and no streams, and reads files with {@code java.io}.
 */
public final class ConfigSources {
    /** The system property that names the agent's jar when the agent loads itself into the running JVM; not a setting. */
    public static final String JAR_PROPERTY = "observatory.agent.jar";

    private static final String PROPERTY_PREFIX = "observatory.";
    private static final String VARIABLE_PREFIX = "OBSERVATORY_";

    private final List<Setting> collected = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private ConfigSources() {}

    /** Reads the arguments alone. */
    static ConfigSources ofArguments(@Nullable String arguments) {
        ConfigSources sources = new ConfigSources();
        sources.addArguments(arguments);
        return sources;
    }

    /** Reads all sources. */
    static ConfigSources of(@Nullable String arguments, Properties properties, Map<String, String> environment) {
        ConfigSources sources = ofArguments(arguments);
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (isSetting(name)) {
                sources.add(name.substring(PROPERTY_PREFIX.length()), properties.getProperty(name), Source.PROPERTY);
            }
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(VARIABLE_PREFIX)) {
                String key = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
                sources.add(key, environment.get(name), Source.ENVIRONMENT);
            }
        }
        sources.addFile();
        return sources;
    }

    /** Names with more dots are not settings: a program with this name, or another part of the library, may have properties too. */
    private static boolean isSetting(String property) {
        return property.startsWith(PROPERTY_PREFIX) && property.indexOf('.', PROPERTY_PREFIX.length()) < 0;
    }

    /** Returns the settings in the order in which they were given, without those that an earlier source overrides. */
    List<Setting> all() {
        List<Setting> valid = new ArrayList<>();
        for (Setting setting : collected) {
            SettingKey key = SettingKey.of(setting.key());
            if (key == null || decidingKind(key) == setting.source().kind()) {
                valid.add(setting);
            }
        }
        return valid;
    }

    /** Returns the errors of the sources themselves. */
    List<String> errors() {
        return errors;
    }

    private Source.Kind decidingKind(SettingKey key) {
        Source.Kind first = Source.Kind.FILE;
        for (Setting setting : collected) {
            if (SettingKey.of(setting.key()) == key && setting.source().kind().compareTo(first) < 0) {
                first = setting.source().kind();
            }
        }
        return first;
    }

    private void add(String key, @Nullable String value, Source source) {
        collected.add(new Setting(key, value == null || value.isBlank() ? null : value.strip(), source));
    }

    private void addArguments(@Nullable String arguments) {
        if (arguments == null) {
            return;
        }
        for (String pair : arguments.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                add(pair.substring(0, equals).strip(), pair.substring(equals + 1), Source.ARGUMENT);
            } else if (!pair.isBlank()) {
                add(pair.strip(), null, Source.ARGUMENT);
            }
        }
    }

    private void addFile() {
        Setting config = null;
        for (Setting setting : all()) {
            if (SettingKey.of(setting.key()) == SettingKey.CONFIG) {
                config = setting;
            }
        }
        if (config == null || config.value() == null) {
            return;
        }
        File file = new File(config.value());
        Properties content = new Properties();
        try (Reader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            content.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            errors.add(config.described() + ": file [" + file.getAbsolutePath() + "] cannot be read and was ignored: "
                    + unreadable);
            return;
        }
        Source source = Source.file(config.value());
        for (String key : new TreeSet<>(content.stringPropertyNames())) {
            Setting setting = new Setting(key, content.getProperty(key), source);
            if (SettingKey.of(key) == SettingKey.CONFIG) {
                errors.add(setting.described() + " was ignored: a configuration file cannot name another one");
            } else {
                add(key, setting.value(), source);
            }
        }
    }

    /**
     * One setting as it was given.
     *
     * @param key its key without the prefix of the source
     * @param value its value; null if there is none
     * @param source where it was given
     */
    record Setting(String key, @Nullable String value, Source source) {

        /** Returns how messages refer to this setting. */
        String described() {
            return switch (source.kind) {
                case ARGUMENT -> "argument [" + key + "]";
                case PROPERTY -> "system property [" + source.spelled(key) + "]";
                case ENVIRONMENT -> "environment variable [" + source.spelled(key) + "]";
                case FILE -> "key [" + key + "] in file [" + source.file + "]";
            };
        }

        /** Returns how another key is written in the same source. */
        String spelled(String otherKey) {
            return source.spelled(otherKey);
        }
    }

    /**
     * A source of settings.
     *
     * @param kind determines the precedence
     * @param file the name of the file; empty if the source is not a file
     */
    record Source(Kind kind, String file) {
        private static final Source ARGUMENT = new Source(Kind.ARGUMENT, "");
        private static final Source PROPERTY = new Source(Kind.PROPERTY, "");
        private static final Source ENVIRONMENT = new Source(Kind.ENVIRONMENT, "");

        /** The kinds of sources, in the order of precedence. */
        enum Kind {
            ARGUMENT,
            PROPERTY,
            ENVIRONMENT,
            FILE
        }

        private static Source file(String name) {
            return new Source(Kind.FILE, name);
        }

        private String spelled(String key) {
            return switch (kind) {
                case ARGUMENT, FILE -> key;
                case PROPERTY -> PROPERTY_PREFIX + key;
                case ENVIRONMENT -> VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT);
            };
        }
    }
}
