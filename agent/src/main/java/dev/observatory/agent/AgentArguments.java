package dev.observatory.agent;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was given to the agent behind the name of its jar: {@code key=value} pairs with semicolons between them.
 *
 * <p>What cannot be understood is left out and complained about, and the rest holds: the program starts all the same.
 *
 * @param selection the members to weave by name
 * @param maxMethods how many methods may be woven by name
 * @param isDryRun whether to count what would be woven by name, and weave none of it
 * @param verifies whether to check every woven class before the JVM does
 * @param dump where to write woven classes, before and after; null for nowhere
 * @param failsFast whether to end the JVM when something cannot be woven or understood
 * @param complaints one line for each thing that was not understood
 */
record AgentArguments(
        Selection selection,
        int maxMethods,
        boolean isDryRun,
        boolean verifies,
        @Nullable File dump,
        boolean failsFast,
        List<String> complaints) {
    static final int DEFAULT_MAX_METHODS = 10_000;
    static final AgentArguments NONE =
            new AgentArguments(Selection.NONE, DEFAULT_MAX_METHODS, false, false, null, false, List.of());

    private enum Key {
        INCLUDE,
        EXCLUDE,
        FIELDS,
        MAX,
        DRYRUN,
        VERIFY,
        DUMP,
        FAILFAST;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Parses, and prints the complaints. */
    static AgentArguments understood(String arguments) {
        AgentArguments read = parse(arguments);
        for (String complaint : read.complaints()) {
            Warnings.print(complaint);
        }
        if (read.failsFast() && !read.complaints().isEmpty()) {
            FailFast.end();
        }
        return read;
    }

    static AgentArguments parse(@Nullable String arguments) {
        if (arguments == null || arguments.isBlank()) {
            return NONE;
        }
        Parser parser = new Parser();
        for (String pair : arguments.split(";", -1)) {
            if (!pair.isBlank()) {
                parser.read(pair.strip());
            }
        }
        return parser.result();
    }

    private static final class Parser {
        private final List<MemberPattern> include = new ArrayList<>();
        private final List<MemberPattern> exclude = new ArrayList<>();
        private final List<MemberPattern> fields = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        private int maxMethods = DEFAULT_MAX_METHODS;
        private boolean isDryRun;
        private boolean verifies;
        private @Nullable File dump;
        private boolean failsFast;

        AgentArguments result() {
            if (!exclude.isEmpty() && include.isEmpty()) {
                complaints.add("argument [exclude] has no effect without [include]");
            }
            Selection selection = new Selection(List.copyOf(include), List.copyOf(exclude), List.copyOf(fields));
            return new AgentArguments(
                    selection, maxMethods, isDryRun, verifies, dump, failsFast, List.copyOf(complaints));
        }

        void read(String pair) {
            int equals = pair.indexOf('=');
            String word = equals < 0 ? pair : pair.substring(0, equals).strip();
            Key key = keyOf(word);
            if (key == null) {
                complaints.add("argument [" + word + "] is not known and was ignored; did you mean ["
                        + NearestWord.to(word, List.of(Key.values()), Key::word) + "]?");
            } else if (equals < 0 || pair.substring(equals + 1).isBlank()) {
                complaints.add("argument [" + word + "] needs a value and was ignored; write [" + word + "="
                        + example(key) + "]");
            } else {
                set(key, pair.substring(equals + 1).strip());
            }
        }

        private static @Nullable Key keyOf(String word) {
            for (Key key : Key.values()) {
                if (key.word().equals(word)) {
                    return key;
                }
            }
            return null;
        }

        private static String example(Key key) {
            return switch (key) {
                case INCLUDE, EXCLUDE -> "com.acme.orders.**#place*(..)";
                case FIELDS -> "com.acme.Order#status";
                case MAX -> Integer.toString(DEFAULT_MAX_METHODS);
                case DUMP -> "target/woven";
                case DRYRUN, VERIFY, FAILFAST -> "true";
            };
        }

        private void set(Key key, String value) {
            switch (key) {
                case INCLUDE -> addPatterns(key, value, include);
                case EXCLUDE -> addPatterns(key, value, exclude);
                case FIELDS -> addPatterns(key, value, fields);
                case MAX -> maxMethods = positive(key, value);
                case DUMP -> dump = new File(value);
                case DRYRUN -> isDryRun = truth(key, value);
                case VERIFY -> verifies = truth(key, value);
                case FAILFAST -> failsFast = truth(key, value);
            }
        }

        private void addPatterns(Key key, String value, List<MemberPattern> patterns) {
            for (String pattern : patternsOf(value)) {
                try {
                    patterns.add(MemberPattern.of(pattern));
                } catch (IllegalArgumentException illegal) {
                    complaints.add("argument [" + key.word() + "]: pattern [" + pattern + "] was ignored: "
                            + illegal.getMessage());
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

        private int positive(Key key, String value) {
            try {
                int number = Integer.parseInt(value);
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Said below, like all that is not a positive number.
            }
            complaints.add("argument [" + key.word() + "] must be a positive number, but is [" + value + "]; ["
                    + DEFAULT_MAX_METHODS + "] is used");
            return DEFAULT_MAX_METHODS;
        }

        private boolean truth(Key key, String value) {
            if (!value.equals("true") && !value.equals("false")) {
                complaints.add("argument [" + key.word() + "] must be [true] or [false], but is [" + value
                        + "]; [false] is used");
            }
            return value.equals("true");
        }
    }
}
