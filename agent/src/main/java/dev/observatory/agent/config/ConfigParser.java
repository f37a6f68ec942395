package dev.observatory.agent.config;

import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.match.MemberSelection;
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

/** Understands settings one by one. Runs before the program does: no lambda, no stream. */
final class ConfigParser {
    /** Cancels the outputs named before. */
    private static final String NO_OUTPUT = "none";

    private final List<MemberPattern> include = new ArrayList<>();
    private final List<MemberPattern> exclude = new ArrayList<>();
    private final List<MemberPattern> fields = new ArrayList<>();
    private final List<String> redact = new ArrayList<>();
    private final Set<OutputConfig.Shown> values = EnumSet.noneOf(OutputConfig.Shown.class);
    private final List<String> complaints;
    private int maxMethods = AgentConfig.DEFAULT_MAX_METHODS;
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

    ConfigParser(List<String> complaints) {
        this.complaints = new ArrayList<>(complaints);
    }

    AgentConfig result() {
        if (firstExclude != null && include.isEmpty()) {
            complaints.add(nameOf(firstExclude) + " has no effect without [" + spelled(firstExclude, SettingKey.INCLUDE)
                    + "]");
        }
        MemberSelection selection =
                new MemberSelection(List.copyOf(include), List.copyOf(exclude), List.copyOf(fields));
        OutputConfig observing = new OutputConfig(
                Set.copyOf(outputs), level, minNanos, rate, Set.copyOf(values), List.copyOf(redact), callsToString);
        return new AgentConfig(
                selection, maxMethods, isDryRun, verifies, dump, failsFast, observing, List.copyOf(complaints));
    }

    void read(Setting setting) {
        SettingKey key = SettingKey.of(setting.word());
        if (key == null) {
            String nearest = ClosestMatch.to(setting.word(), List.of(SettingKey.values()), SettingKey::word);
            complaints.add(nameOf(setting) + " is not known and was ignored; did you mean ["
                    + setting.source().spelled(nearest) + "]?");
        } else if (setting.value() == null) {
            complaints.add(nameOf(setting) + " needs a value and was ignored; write ["
                    + setting.source().spelled(setting.word()) + "=" + key.example() + "]");
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
            case OBSERVE -> addOutputs(setting, value);
            case LEVEL -> level = levelOf(setting, value);
            case MINDURATION -> minNanos = durationOf(setting, value);
            case RATE -> rate = positive(setting, value, OutputConfig.DEFAULT_RATE);
            case VALUES -> addValues(setting, value);
            case REDACT -> addRedacted(setting, value);
            case UNSAFETOSTRING -> callsToString = truth(setting, value);
            case CONFIG -> {
                // Read already: what is in the file stands among the settings.
            }
            case MAX -> maxMethods = positive(setting, value, AgentConfig.DEFAULT_MAX_METHODS);
            case DUMP -> dump = new File(value);
            case DRYRUN -> isDryRun = truth(setting, value);
            case VERIFY -> verifies = truth(setting, value);
            case FAILFAST -> failsFast = truth(setting, value);
        }
    }

    private void addPatterns(Setting setting, String value, List<MemberPattern> patterns) {
        for (String pattern : patternsOf(value)) {
            try {
                patterns.add(MemberPattern.of(pattern));
            } catch (IllegalArgumentException illegal) {
                complaints.add(nameOf(setting) + ": pattern [" + pattern + "] was ignored: " + illegal.getMessage());
            }
        }
    }

    /** Commas separate patterns, except between parameters. */
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

    private void addOutputs(Setting setting, String value) {
        for (String word : wordsOf(value)) {
            if (word.equals(NO_OUTPUT)) {
                outputs.clear();
            } else if (!addOutput(word)) {
                List<String> known = new ArrayList<>();
                for (OutputConfig.Output output : OutputConfig.Output.values()) {
                    known.add(output.word());
                }
                known.add(NO_OUTPUT);
                notAmong(setting, word, known);
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
        for (String word : wordsOf(value)) {
            if (!addValue(word)) {
                List<String> known = new ArrayList<>();
                for (OutputConfig.Shown shown : OutputConfig.Shown.values()) {
                    known.add(shown.word());
                }
                notAmong(setting, word, known);
            }
        }
    }

    private boolean addValue(String word) {
        for (OutputConfig.Shown shown : OutputConfig.Shown.values()) {
            if (shown.word().equals(word)) {
                values.add(shown);
                return true;
            }
        }
        return false;
    }

    private void addRedacted(Setting setting, String value) {
        for (String name : wordsOf(value)) {
            try {
                RedactionRules.check(name);
                redact.add(name);
            } catch (IllegalArgumentException illegal) {
                complaints.add(nameOf(setting) + ": " + illegal.getMessage());
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
        notAmong(setting, value, known);
        return level;
    }

    private long durationOf(Setting setting, String value) {
        try {
            return DurationText.nanosOf(value);
        } catch (IllegalArgumentException illegal) {
            complaints.add(nameOf(setting) + " was ignored: " + illegal.getMessage());
            return minNanos;
        }
    }

    private void notAmong(Setting setting, String word, List<String> known) {
        complaints.add(nameOf(setting) + ": [" + word + "] is not known and was ignored; did you mean ["
                + ClosestMatch.to(word, known, ConfigParser::itself) + "]? There are " + known);
    }

    private static String itself(String word) {
        return word;
    }

    private static List<String> wordsOf(String value) {
        List<String> words = new ArrayList<>();
        for (String word : value.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private int positive(Setting setting, String value, int otherwise) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, like all that is not a positive number.
        }
        complaints.add(
                nameOf(setting) + " must be a positive number, but is [" + value + "]; [" + otherwise + "] is used");
        return otherwise;
    }

    private boolean truth(Setting setting, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            complaints.add(nameOf(setting) + " must be [true] or [false], but is [" + value + "]; [false] is used");
        }
        return value.equals("true");
    }

    private static String nameOf(Setting setting) {
        return setting.source().named(setting.word());
    }

    private static String spelled(Setting setting, SettingKey key) {
        return setting.source().spelled(key.word());
    }
}
