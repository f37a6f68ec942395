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
 * Gathers settings: the agent's arguments, then system properties {@code observatory.*}, then environment variables {@code
 * OBSERVATORY_*}, then the properties file that one of these names. For each key the first place that has it decides alone.
 *
 * <p>Runs before the program does: without lambdas or streams, and reading files by {@code java.io}.
 */
public final class ConfigSources {
    static final String PROPERTY_PREFIX = "observatory.";
    static final String VARIABLE_PREFIX = "OBSERVATORY_";

    /** The system property that names the agent's jar when the agent loads itself into the running JVM; not a setting. */
    public static final String JAR_PROPERTY = "observatory.agent.jar";

    private final List<Setting> gathered = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private ConfigSources() {}

    /** Of the arguments alone. */
    static ConfigSources ofArguments(@Nullable String arguments) {
        ConfigSources settings = new ConfigSources();
        settings.addArguments(arguments);
        return settings;
    }

    /** Of all places. */
    static ConfigSources of(@Nullable String arguments, Properties properties, Map<String, String> environment) {
        ConfigSources settings = ofArguments(arguments);
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (isSetting(name)) {
                settings.add(
                        name.substring(PROPERTY_PREFIX.length()), properties.getProperty(name), SettingSource.PROPERTY);
            }
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(VARIABLE_PREFIX)) {
                String word = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
                settings.add(word, environment.get(name), SettingSource.ENVIRONMENT);
            }
        }
        settings.addFile();
        return settings;
    }

    /** Names with more dots are somebody else's: a program of this name, or a part of ours, may have properties too. */
    private static boolean isSetting(String property) {
        return property.startsWith(PROPERTY_PREFIX) && property.indexOf('.', PROPERTY_PREFIX.length()) < 0;
    }

    /** In the order in which they were given, those that others overrule left out. */
    List<Setting> all() {
        List<Setting> valid = new ArrayList<>();
        for (Setting setting : gathered) {
            SettingKey key = SettingKey.of(setting.word());
            if (key == null || kindThatDecides(key) == setting.source().kind()) {
                valid.add(setting);
            }
        }
        return valid;
    }

    /** What was wrong with the places themselves. */
    List<String> complaints() {
        return complaints;
    }

    private SettingSource.Kind kindThatDecides(SettingKey key) {
        SettingSource.Kind first = SettingSource.Kind.FILE;
        for (Setting setting : gathered) {
            if (SettingKey.of(setting.word()) == key && setting.source().kind().compareTo(first) < 0) {
                first = setting.source().kind();
            }
        }
        return first;
    }

    private void add(String word, @Nullable String value, SettingSource source) {
        gathered.add(new Setting(word, value == null || value.isBlank() ? null : value.strip(), source));
    }

    private void addArguments(@Nullable String arguments) {
        if (arguments == null) {
            return;
        }
        for (String pair : arguments.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                add(pair.substring(0, equals).strip(), pair.substring(equals + 1), SettingSource.ARGUMENT);
            } else if (!pair.isBlank()) {
                add(pair.strip(), null, SettingSource.ARGUMENT);
            }
        }
    }

    private void addFile() {
        Setting named = null;
        for (Setting setting : all()) {
            if (SettingKey.of(setting.word()) == SettingKey.CONFIG) {
                named = setting;
            }
        }
        if (named == null || named.value() == null) {
            return;
        }
        File file = new File(named.value());
        Properties content = new Properties();
        try (Reader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            content.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            complaints.add(named.source().named(named.word()) + ": file [" + file.getAbsolutePath()
                    + "] cannot be read and was ignored: " + unreadable);
            return;
        }
        SettingSource source = SettingSource.file(named.value());
        for (String key : new TreeSet<>(content.stringPropertyNames())) {
            if (SettingKey.of(key) == SettingKey.CONFIG) {
                complaints.add(source.named(key) + " was ignored: a file cannot name another");
            } else {
                add(key, content.getProperty(key), source);
            }
        }
    }
}
