package dev.observatory.agent.value;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds secrets inside texts and replaces them: values that follow a secret name, as in {@code password=x}, JSON, XML, headers and
 * command lines, and what {@link SecretShapes} recognizes without a name.
 */
final class SecretText {
    /** What follows a cut must not make a secret unrecognizable. */
    static final int MARGIN = 512;

    private static final int LONGEST_NAME = 64;
    /** Names of the part of a pair that is a name, and of the part that is the value. */
    private static final Set<String> NAMES = Set.of(
            "name", "key", "header", "property", "attribute", "param", "parameter", "field", "option", "variable", "k");

    private static final Set<String> VALUES = Set.of("value", "val", "content", "text", "data", "v");
    private static final Set<String> HARMLESS = Set.of("", "null", "true", "false", RedactionRules.REDACTED);
    private static final String QUOTES = "\"'`";

    private final RedactionRules rules;

    SecretText(RedactionRules rules) {
        this.rules = rules;
    }

    /** Returns whether a name denotes the name of something, whose value is elsewhere. */
    static boolean isNaming(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns whether a value is the name of a secret, such as a key in a list of keys and values. */
    boolean isSecretName(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isOfName(text.charAt(i))) {
                return false;
            }
        }
        return rules.isSecret(text.toString());
    }

    /**
     * Replaces secrets in the beginning of a text.
     *
     * @param limit the number of characters that are going to be shown
     * @return the beginning of the text, longer than the limit if the text is; the same instance if there are no secrets
     */
    CharSequence masked(CharSequence text, int limit) {
        int end = (int) Math.min(text.length(), (long) limit + MARGIN);
        if (!mayHaveSecret(text, end)) {
            return text;
        }
        String beginning = text.subSequence(0, end).toString();
        Mask mask = new Mask(beginning);
        SecretShapes.find(beginning, mask);
        findNamed(beginning, mask);
        return mask.isEmpty() ? text : mask.apply();
    }

    /** A secret has a name before it, or many characters without a space. Nothing else is looked at twice. */
    private static boolean mayHaveSecret(CharSequence text, int end) {
        int run = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':' || c == '>' || c == '-' || c == '"' || c == '\'') {
                return true;
            }
            run = c > ' ' ? run + 1 : 0;
            if (run == SecretShapes.SHORTEST) {
                return true;
            }
        }
        return SecretShapes.mayHaveGroups(text, end);
    }

    private void findNamed(String text, Mask mask) {
        boolean isValueSecret = false;
        for (int start = 0; start < text.length(); ) {
            if (!isOfName(text.charAt(start))) {
                start++;
                continue;
            }
            int end = start;
            while (end < text.length() && isOfName(text.charAt(end))) {
                end++;
            }
            int value = valueAfter(text, start, end);
            if (value >= 0) {
                String name = text.substring(start, end);
                boolean isSecret =
                        rules.isSecret(name) || (isValueSecret && VALUES.contains(name.toLowerCase(Locale.ROOT)));
                isValueSecret = isNaming(name) && isSecretName(nameAt(text, value));
                if (isSecret) {
                    int valueEnd = endOfValue(text, end, value);
                    if (valueEnd > value
                            && !HARMLESS.contains(
                                    text.substring(value, valueEnd).strip())) {
                        mask.add(value, valueEnd);
                        // A name that is hidden may have a value itself.
                        end = isValueSecret ? end : Math.max(end, valueEnd);
                    }
                }
            }
            start = end;
        }
    }

    private static String nameAt(String text, int from) {
        int end = from;
        while (end < text.length() && end - from <= LONGEST_NAME && isOfName(text.charAt(end))) {
            end++;
        }
        return text.substring(Math.min(from, text.length()), end);
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    /** Returns where the value of a name begins; -1 if none follows it. */
    private static int valueAfter(String text, int start, int end) {
        int afterQuotes = end;
        while (afterQuotes < text.length() && "\"'`\\]".indexOf(text.charAt(afterQuotes)) >= 0) {
            afterQuotes++;
        }
        int at = skipSpaces(text, afterQuotes);
        if (at == text.length()) {
            return -1;
        }
        char separator = text.charAt(at);
        boolean isOption = text.charAt(start) == '-';
        boolean isUrl = text.startsWith("://", at);
        if ((separator == '=' || separator == ':') && !isUrl) {
            boolean isArrow = text.startsWith("=>", at) || text.startsWith("==", at) || text.startsWith(":=", at);
            return beginOfValue(text, at + (isArrow ? 2 : 1));
        }
        boolean isElement = separator == '>' && (afterQuotes > end || (start > 0 && text.charAt(start - 1) == '<'));
        if (isElement) {
            return at + 1;
        }
        boolean isQuotedNext = at > end && QUOTES.indexOf(separator) >= 0;
        boolean isOptionNext = isOption && (at > end || separator == ',');
        return isQuotedNext || isOptionNext ? beginOfValue(text, separator == ',' ? at + 1 : at) : -1;
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static int beginOfValue(String text, int from) {
        int at = skipSpaces(text, from);
        while (at < text.length() && (text.charAt(at) == '\\' || QUOTES.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static int endOfValue(String text, int nameEnd, int value) {
        if (value >= text.length()) {
            return value;
        }
        char before = text.charAt(value - 1);
        char first = text.charAt(value);
        if (QUOTES.indexOf(before) >= 0 && value - 1 > nameEnd) {
            return endOfQuoted(text, value, before);
        }
        if (before == '>') {
            return endAt(text, value, "<");
        }
        if (first == '[' || first == '{') {
            return endOfBrackets(text, value);
        }
        boolean isHeader = text.substring(nameEnd, value).indexOf(':') >= 0;
        // The value of a header may have spaces and, if it is a cookie, several parts.
        int end = endAt(text, value, isHeader ? ",}])\"'<\n\r" : " \t\n\r,;&})]\"'<>");
        return end < text.length() && text.charAt(end) == ' ' && SecretShapes.isScheme(text.substring(value, end))
                ? endAt(text, end + 1, " \t\n\r,;&})]\"'<>")
                : end;
    }

    private static int endAt(String text, int from, String delimiters) {
        int at = from;
        while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static int endOfQuoted(String text, int from, char quote) {
        int at = from;
        boolean isEscaped = from >= 2 && text.charAt(from - 2) == '\\';
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' && !isEscaped ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private static int endOfBrackets(String text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return text.length();
    }

    /** The parts of a text that are replaced. */
    static final class Mask {
        private final String text;
        private final BitSet hidden = new BitSet();

        Mask(String text) {
            this.text = text;
        }

        void add(int from, int to) {
            hidden.set(from, Math.max(from, to));
        }

        boolean isEmpty() {
            return hidden.isEmpty();
        }

        String apply() {
            StringBuilder out = new StringBuilder(text.length());
            for (int at = 0; at < text.length(); ) {
                int from = hidden.nextSetBit(at);
                if (from < 0) {
                    return out.append(text, at, text.length()).toString();
                }
                out.append(text, at, from).append(RedactionRules.REDACTED);
                at = hidden.nextClearBit(from);
            }
            return out.toString();
        }
    }
}
