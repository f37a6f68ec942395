package dev.observatory.agent.config;

import dev.observatory.agent.config.ConfigSources.Setting;
import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.text.ClosestMatch;
import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.value.RedactionRules;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses settings one by one. Runs before the program does: uses no streams, and method references only for errors. */
public final class ConfigParser {
    /** Cancels the outputs named before. */
    private static final String NO_OUTPUT = "none";

    private final List<MemberPattern> include = new ArrayList<>();
    private final List<MemberPattern> exclude = new ArrayList<>();
    private final List<MemberPattern> fields = new ArrayList<>();
    private final List<String> redact = new ArrayList<>();
    private final Set<OutputConfig.Shown> values = EnumSet.noneOf(OutputConfig.Shown.class);
    private final List<String> observers = new ArrayList<>();
    private final List<String> errors;
    private int maxMethods;
    private boolean isWovenAtLoad;
    private boolean isDryRun;
    private boolean verifies;
    private @Nullable File dump;
    private boolean failsFast;
    private final Set<OutputConfig.Output> outputs = EnumSet.noneOf(OutputConfig.Output.class);
    private System.Logger.Level level = System.Logger.Level.INFO;
    private long minNanos;
    private int rate = OutputConfig.DEFAULT_RATE;
    private boolean callsToString;
    private @Nullable Setting firstExclude;

    private ConfigParser(List<String> errors) {
        this.errors = new ArrayList<>(errors);
    }

    /**
     * Reads all sources, and prints the errors. Ends the JVM if there are any and {@code failfast} is set.
     *
     * @param arguments the arguments of the agent; may be null
     * @return the configuration
     */
    public static AgentConfig readAndReport(@Nullable String arguments) {
        AgentConfig config = readAllSources(arguments);
        for (String error : config.errors()) {
            AgentMessages.print(error);
        }
        if (config.failsFast() && !config.errors().isEmpty()) {
            FailFast.exit();
        }
        return config;
    }

    /**
     * Reads all sources.
     *
     * @param arguments the arguments of the agent; may be null
     * @return the configuration
     */
    public static AgentConfig readAllSources(@Nullable String arguments) {
        return parse(ConfigSources.of(arguments, System.getProperties(), System.getenv()));
    }

    /**
     * Reads the arguments alone.
     *
     * @param arguments the arguments of the agent; may be null
     * @return the configuration
     */
    public static AgentConfig parse(@Nullable String arguments) {
        return parse(ConfigSources.ofArguments(arguments));
    }

    static AgentConfig parse(ConfigSources sources) {
        ConfigParser parser = new ConfigParser(sources.errors());
        for (Setting setting : sources.all()) {
            parser.read(setting);
        }
        return parser.result();
    }

    private AgentConfig result() {
        if (firstExclude != null && include.isEmpty()) {
            errors.add(firstExclude.described() + " has no effect without ["
                    + firstExclude.spelled(SettingKey.INCLUDE.key()) + "]");
        }
        MemberSelection selection =
                new MemberSelection(List.copyOf(include), List.copyOf(exclude), List.copyOf(fields));
        OutputConfig observing = new OutputConfig(
                Set.copyOf(outputs), level, minNanos, rate, Set.copyOf(values), List.copyOf(redact), callsToString);
        return new AgentConfig(
                selection,
                maxMethods,
                isWovenAtLoad,
                isDryRun,
                verifies,
                dump,
                failsFast,
                List.copyOf(observers),
                observing,
                List.copyOf(errors));
    }

    private void read(Setting setting) {
        SettingKey key = SettingKey.of(setting.key());
        if (key == null) {
            String nearest = ClosestMatch.to(setting.key(), List.of(SettingKey.values()), SettingKey::key);
            errors.add(setting.described() + " is not known and was ignored; did you mean [" + setting.spelled(nearest)
                    + "]?");
        } else if (setting.value() == null) {
            errors.add(setting.described() + " needs a value and was ignored; write [" + setting.spelled(setting.key())
                    + "=" + key.example() + "]");
        } else {
            set(key, setting, setting.value());
        }
    }

    private void set(SettingKey key, Setting setting, String value) {
        switch (key) {
            case INCLUDE -> addPatterns(setting, value, include);
            case EXCLUDE -> {
                addPatterns(setting, value, exclude);
                firstExclude = exclude.isEmpty() || firstExclude != null ? firstExclude : setting;
            }
            case FIELDS -> addPatterns(setting, value, fields);
            case OBSERVERS -> addObservers(setting, value);
            case OBSERVE -> addOutputs(setting, value);
            case LEVEL -> level = levelOf(setting, value);
            case MINDURATION -> minNanos = durationOf(setting, value);
            case RATE -> rate = positiveOf(setting, value, OutputConfig.DEFAULT_RATE);
            case VALUES -> addValues(setting, value);
            case REDACT -> addRedacted(setting, value);
            case UNSAFETOSTRING -> callsToString = booleanOf(setting, value);
            case CONFIG -> {
                // Already read: the settings contain those of the file.
            }
            case MAX -> maxMethods = positiveOf(setting, value, AgentConfig.DEFAULT_MAX_METHODS);
            case DUMP -> dump = new File(value);
            case WEAVEATLOAD -> isWovenAtLoad = booleanOf(setting, value);
            case DRYRUN -> isDryRun = booleanOf(setting, value);
            case VERIFY -> verifies = booleanOf(setting, value);
            case FAILFAST -> failsFast = booleanOf(setting, value);
        }
    }

    private void addPatterns(Setting setting, String value, List<MemberPattern> patterns) {
        for (String pattern : patternsOf(value)) {
            try {
                patterns.add(MemberPattern.of(pattern));
            } catch (IllegalArgumentException illegal) {
                errors.add(setting.described() + ": pattern [" + pattern + "] was ignored: " + illegal.getMessage());
            }
        }
    }

    /** Splits patterns at commas, except at those between parameters. */
    private static List<String> patternsOf(String value) {
        List<String> patterns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                patterns.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        patterns.add(value.substring(start).strip());
        return patterns;
    }

    private void addObservers(Setting setting, String value) {
        for (String name : value.split(",", -1)) {
            String stripped = name.strip();
            if (stripped.isEmpty() || stripped.indexOf('*') >= 0 || stripped.indexOf('#') >= 0) {
                errors.add(
                        setting.described() + ": [" + stripped + "] is not the name of a class and was ignored; write ["
                                + setting.spelled(SettingKey.OBSERVERS.key()) + "=" + SettingKey.OBSERVERS.example()
                                + "], with a dollar before the name of a nested class");
            } else if (!observers.contains(stripped)) {
                observers.add(stripped);
            }
        }
    }

    private void addOutputs(Setting setting, String value) {
        for (String word : tokensOf(value)) {
            if (word.equals(NO_OUTPUT)) {
                outputs.clear();
            } else if (!addOutput(word)) {
                List<String> known = new ArrayList<>();
                for (OutputConfig.Output output : OutputConfig.Output.values()) {
                    known.add(output.word());
                }
                known.add(NO_OUTPUT);
                addUnknown(setting, word, known);
            }
        }
    }

    private boolean addOutput(String word) {
        for (OutputConfig.Output output : OutputConfig.Output.values()) {
            if (output.word().equals(word)) {
                outputs.add(output);
                return true;
            }
        }
        return false;
    }

    private void addValues(Setting setting, String value) {
        for (String token : tokensOf(value)) {
            if (!addValue(token)) {
                List<String> known = new ArrayList<>();
                for (OutputConfig.Shown shown : OutputConfig.Shown.values()) {
                    known.add(shown.word());
                }
                addUnknown(setting, token, known);
            }
        }
    }

    private boolean addValue(String token) {
        for (OutputConfig.Shown shown : OutputConfig.Shown.values()) {
            if (shown.word().equals(token)) {
                values.add(shown);
                return true;
            }
        }
        return false;
    }

    private void addRedacted(Setting setting, String value) {
        for (String name : tokensOf(value)) {
            try {
                RedactionRules.check(name);
                redact.add(name);
            } catch (IllegalArgumentException illegal) {
                errors.add(setting.described() + ": " + illegal.getMessage());
            }
        }
    }

    private System.Logger.Level levelOf(Setting setting, String value) {
        List<String> known = new ArrayList<>();
        for (System.Logger.Level one : System.Logger.Level.values()) {
            if (one != System.Logger.Level.ALL && one != System.Logger.Level.OFF) {
                if (one.getName().equalsIgnoreCase(value)) {
                    return one;
                }
                known.add(one.getName());
            }
        }
        addUnknown(setting, value, known);
        return level;
    }

    private long durationOf(Setting setting, String value) {
        try {
            return DurationText.nanosOf(value);
        } catch (IllegalArgumentException illegal) {
            errors.add(setting.described() + " was ignored: " + illegal.getMessage());
            return minNanos;
        }
    }

    private void addUnknown(Setting setting, String token, List<String> known) {
        errors.add(setting.described() + ": [" + token + "] is not known and was ignored; did you mean ["
                + ClosestMatch.to(token, known, ConfigParser::itself) + "]? Use one of " + known);
    }

    private static String itself(String token) {
        return token;
    }

    private static List<String> tokensOf(String value) {
        List<String> tokens = new ArrayList<>();
        for (String token : value.split(",", -1)) {
            if (!token.isBlank()) {
                tokens.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        return tokens;
    }

    private int positiveOf(Setting setting, String value, int otherwise) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, like any other text that is not a positive number.
        }
        errors.add(setting.described() + " must be a positive number, but is [" + value + "]; [" + otherwise
                + "] is used");
        return otherwise;
    }

    private boolean booleanOf(Setting setting, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            errors.add(setting.described() + " must be [true] or [false], but is [" + value + "]; [false] is used");
        }
        return value.equals("true");
    }
}
