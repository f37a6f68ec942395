package dev.observatory.agent.fuzz;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.ConfigParser;
import dev.observatory.agent.match.GlobPattern;
import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.text.TextEscaper;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Fuzzes the arguments of the agent and member patterns: each is accepted or reported as an error on one line. */
final class ConfigFuzz {
    private static final int MOST_CHARACTERS = 32;
    private static final int MOST_WILDCARDS = 4;

    private ConfigFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input the arguments, in UTF-8
     */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        AgentConfig config = ConfigParser.parse(text);
        for (String error : config.errors()) {
            if (TextEscaper.singleLine(error).lines().count() != 1) {
                throw new AssertionError("not one line: [" + error + "]");
            }
        }
        checkPattern(text);
        int end = text.indexOf('\n');
        if (end >= 0) {
            checkGlob(text.substring(0, end), text.substring(end + 1));
        }
    }

    private static void checkPattern(String text) {
        try {
            MemberPattern.of(text).matchesType("com/acme/Order$Line");
        } catch (IllegalArgumentException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("pattern [" + text + "] was rejected without a reason", refused);
            }
        }
    }

    /** Compares a pattern with the equivalent regular expression. */
    private static void checkGlob(String pattern, String name) {
        if (pattern.length() > MOST_CHARACTERS
                || pattern.chars().filter(c -> c == '*').count() > MOST_WILDCARDS) {
            return; // The regular expression, not the pattern, would not terminate in reasonable time.
        }
        StringBuilder expression = new StringBuilder();
        // A regular expression consists of code points: half a surrogate pair of it matches no half of one in the text.
        int[] symbols = pattern.codePoints().toArray();
        for (int at = 0; at < symbols.length; at++) {
            if (symbols[at] != '*') {
                expression.append(Pattern.quote(Character.toString(symbols[at])));
            } else if (at + 1 < symbols.length && symbols[at + 1] == '*') {
                expression.append(".*");
                at++;
            } else {
                expression.append("[^/$]*");
            }
        }
        boolean expected = Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(name)
                .matches();
        if (new GlobPattern(pattern, "/$").matches(name) != expected) {
            throw new AssertionError("[" + pattern + "] and [" + name + "]: expected " + expected);
        }
    }
}
