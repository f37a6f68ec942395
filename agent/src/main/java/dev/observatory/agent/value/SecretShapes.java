package dev.observatory.agent.value;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Recognizes secrets without a name by their form: tokens of known services, JSON Web Tokens, private keys and certificates in PEM form,
 * user and password in URLs, credentials after an HTTP authentication scheme, long random-looking hexadecimal and Base64 texts, bank
 * account (IBAN) and card numbers whose check digits are right.
 */
final class SecretShapes {
    /** No secret that is recognized has fewer characters in a row. */
    static final int SHORTEST = 15;

    private static final int HEX = 32;
    private static final int BASE64 = 32;
    /** How often random text changes between upper case, lower case and digits: 0.63 times for each character; words and paths far less. */
    private static final double RANDOM_CHANGES = 0.42;

    private static final String PEM_BEGIN = "-----BEGIN ";
    private static final String PEM_END = "-----END ";
    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "token", "negotiate", "apikey");
    private static final int MIN_CREDENTIALS = 6;

    /** The first characters of tokens of known services, and how many more must follow. */
    private static final Map<String, Integer> PREFIXES = Map.ofEntries(
            Map.entry("AKIA", 16),
            Map.entry("ASIA", 16),
            Map.entry("AIza", 30),
            Map.entry("ya29.", 20),
            Map.entry("ghp_", 20),
            Map.entry("gho_", 20),
            Map.entry("ghu_", 20),
            Map.entry("ghs_", 20),
            Map.entry("ghr_", 20),
            Map.entry("github_pat_", 20),
            Map.entry("glpat-", 16),
            Map.entry("xoxa-", 10),
            Map.entry("xoxb-", 10),
            Map.entry("xoxp-", 10),
            Map.entry("xoxr-", 10),
            Map.entry("xoxs-", 10),
            Map.entry("sk_live_", 10),
            Map.entry("sk_test_", 10),
            Map.entry("rk_live_", 10),
            Map.entry("sk-", 20),
            Map.entry("SG.", 20),
            Map.entry("npm_", 20),
            Map.entry("hvs.", 16),
            Map.entry("pypi-", 16),
            Map.entry("shpat_", 16),
            Map.entry("dop_v1_", 16));

    private SecretShapes() {}

    static boolean isScheme(String word) {
        return SCHEMES.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Returns whether a text may hold a number that is written in groups, or credentials after a scheme. */
    static boolean mayHaveGroups(CharSequence text, int end) {
        int digits = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            if (c == ' ' && i >= 5 && isScheme(wordBefore(text, i))) {
                return true;
            }
        }
        return digits >= 12;
    }

    private static String wordBefore(CharSequence text, int end) {
        int start = end;
        while (start > 0 && Character.isLetter(text.charAt(start - 1)) && end - start < 12) {
            start--;
        }
        return text.subSequence(start, end).toString();
    }

    static void find(String text, SecretText.Mask mask) {
        findPem(text, mask);
        findUserInfo(text, mask);
        for (int start = 0; start < text.length(); ) {
            if (!isOfToken(text.charAt(start))) {
                start++;
                continue;
            }
            int end = start;
            while (end < text.length() && isOfToken(text.charAt(end))) {
                end++;
            }
            findInToken(text, start, end, mask);
            start = end;
        }
        findNumbers(text, mask);
    }

    private static boolean isOfToken(char c) {
        return isAlphanumeric(c) || c == '_' || c == '-' || c == '+' || c == '/' || c == '=' || c == '.' || c == '~';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static void findPem(String text, SecretText.Mask mask) {
        for (int begin = text.indexOf(PEM_BEGIN); begin >= 0; begin = text.indexOf(PEM_BEGIN, begin + 1)) {
            int end = text.indexOf(PEM_END, begin);
            int close = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
            mask.add(begin, close < 0 ? text.length() : close + 5);
        }
    }

    /** Of {@code scheme://user:password@host}, and of {@code jdbc:oracle:thin:user/password@host}. */
    private static void findUserInfo(String text, SecretText.Mask mask) {
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 1)) {
            maskUserInfo(text, at + 3, mask);
        }
        String oracle = "jdbc:oracle:thin:";
        int at = text.indexOf(oracle);
        if (at >= 0) {
            int start = at + oracle.length();
            int end = endOf(text, start, " \t\n\r\"'<>");
            int host = text.lastIndexOf('@', end - 1);
            if (host > start) {
                mask.add(start, host);
            }
        }
    }

    private static void maskUserInfo(String text, int start, SecretText.Mask mask) {
        int end = endOf(text, start, "/?# \t\n\r\"'<>,");
        int host = text.lastIndexOf('@', end - 1);
        int colon = text.indexOf(':', start);
        boolean hasPort = colon > 0 && colon + 1 < text.length() && Character.isDigit(text.charAt(colon + 1));
        if (host < start && colon > 0 && colon < end && !hasPort) { // A password with a slash that is not encoded.
            end = endOf(text, start, " \t\n\r\"'<>");
            host = text.lastIndexOf('@', end - 1);
        }
        if (host > start) {
            mask.add(start, host);
        }
    }

    private static int endOf(String text, int from, String delimiters) {
        int at = from;
        while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static void findInToken(String text, int start, int end, SecretText.Mask mask) {
        if (end - start >= MIN_CREDENTIALS && isAfterScheme(text, start) && looksEncoded(text, start, end)) {
            mask.add(start, end);
            return;
        }
        if (end - start < SHORTEST) {
            return;
        }
        String token = text.substring(start, end);
        int jwt = token.indexOf("eyJ");
        if (jwt >= 0 && token.indexOf('.', jwt) >= 0 && token.length() - jwt >= SHORTEST) {
            mask.add(start + jwt, end);
            return;
        }
        for (Map.Entry<String, Integer> prefix : PREFIXES.entrySet()) {
            int at = token.indexOf(prefix.getKey());
            boolean isWord = at >= 0 && (at == 0 || !isAlphanumeric(token.charAt(at - 1)));
            if (isWord && at + prefix.getKey().length() + prefix.getValue() <= token.length()) {
                mask.add(start + at, end);
            }
        }
        findRandom(text, start, end, mask);
    }

    private static boolean isAfterScheme(String text, int start) {
        return start >= 6 && text.charAt(start - 1) == ' ' && isScheme(wordBefore(text, start - 1));
    }

    /** Not an ordinary word, as in "basic information". */
    private static boolean looksEncoded(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (i > start && c >= 'A' && c <= 'Z') || c == '=') {
                return true;
            }
        }
        return false;
    }

    private static void findRandom(String text, int start, int end, SecretText.Mask mask) {
        for (int from = start; from < end; ) {
            int hex = from;
            while (hex < end && Character.digit(text.charAt(hex), 16) >= 0) {
                hex++;
            }
            if (hex - from >= HEX && hasLetterAndDigit(text, from, hex)) {
                mask.add(from, hex);
            }
            from = Math.max(hex, from + 1);
        }
        for (int from = start; from < end; ) {
            int to = from;
            while (to < end && text.charAt(to) != '.' && text.charAt(to) != '~' && text.charAt(to) != '=') {
                to++;
            }
            if (to - from >= BASE64 && looksRandom(text, from, to)) {
                mask.add(from, to);
            }
            from = to + 1;
        }
    }

    private static boolean hasLetterAndDigit(String text, int from, int to) {
        boolean hasLetter = false;
        boolean hasDigit = false;
        for (int i = from; i < to; i++) {
            boolean isDigit = text.charAt(i) <= '9';
            hasDigit |= isDigit;
            hasLetter |= !isDigit;
        }
        return hasLetter && hasDigit;
    }

    private static boolean looksRandom(String text, int from, int to) {
        int changes = 0;
        int length = 0;
        int seen = 0;
        int last = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int kind = c >= 'a' && c <= 'z' ? 0 : c >= 'A' && c <= 'Z' ? 1 : c >= '0' && c <= '9' ? 2 : last;
            if (kind >= 0 && isAlphanumeric(c)) {
                length++;
                changes += last >= 0 && kind != last ? 1 : 0;
                seen |= 1 << kind;
                last = kind;
            }
        }
        return seen == 7 && length >= BASE64 - 6 && changes >= RANDOM_CHANGES * length;
    }

    /** Finds account and card numbers; spaces and, in card numbers, hyphens may separate groups. */
    private static void findNumbers(String text, SecretText.Mask mask) {
        for (int start = 0; start < text.length(); start++) {
            boolean isWordStart = start == 0 || !isAlphanumeric(text.charAt(start - 1));
            char c = text.charAt(start);
            if (isWordStart && c >= '3' && c <= '6') {
                start = Math.max(start, maskCard(text, start, mask));
            } else if (isWordStart && c >= 'A' && c <= 'Z') {
                maskIban(text, start, mask);
            }
        }
    }

    private static int maskCard(String text, int start, SecretText.Mask mask) {
        StringBuilder digits = new StringBuilder();
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean isSeparator =
                    (c == ' ' || c == '-') && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
            if (Character.isDigit(c)) {
                digits.append(c);
            } else if (!isSeparator) {
                break;
            }
            at++;
        }
        boolean isWordEnd = at == text.length() || !isAlphanumeric(text.charAt(at));
        if (isWordEnd && (digits.length() == 15 || digits.length() == 16) && hasLuhnDigit(digits)) {
            mask.add(start, at);
        }
        return at - 1;
    }

    private static boolean hasLuhnDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static void maskIban(String text, int start, SecretText.Mask mask) {
        StringBuilder characters = new StringBuilder();
        for (int at = start; at < text.length() && characters.length() <= 34; at++) {
            char c = text.charAt(at);
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean isDigit = c >= '0' && c <= '9';
            if (isUpper || isDigit) {
                boolean isExpected = characters.length() < 2 ? isUpper : characters.length() >= 4 || isDigit;
                if (!isExpected) {
                    return;
                }
                characters.append(c);
                boolean isGroupEnd = at + 1 == text.length() || !isAlphanumeric(text.charAt(at + 1));
                if (isGroupEnd && characters.length() >= 15 && hasIbanDigits(characters)) {
                    mask.add(start, at + 1);
                    return;
                }
            } else if (c != ' ') {
                return;
            }
        }
    }

    private static boolean hasIbanDigits(CharSequence iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }
}
