package dev.observatory.agent.value;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which names say that a value is secret: {@code apiKey}, {@code API_KEY}, {@code user-password}, {@code oauth2Token}.
 *
 * <p>A name is taken apart into words at capitals, digits and punctuation. A short word ({@code key}, {@code auth}) must be one
 * of them, so that neither a monkey nor an author is secret; a long one ({@code password}) may be anywhere in the name.
 */
public final class RedactionRules {
    /** What stands for a value that is not shown. */
    static final String REDACTED = "(redacted)";

    private static final int LONG = 5;
    private static final RedactionRules STANDARD = new RedactionRules(Set.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "secret",
            "token",
            "key",
            "apikey",
            "auth",
            "oauth",
            "authorization",
            "authentication",
            "cookie",
            "session",
            "sessionid",
            "credential",
            "jwt",
            "bearer",
            "csrf",
            "xsrf",
            "otp",
            "pin",
            "cvv",
            "cvc",
            "ssn",
            "cardnumber"));

    private final Set<String> words;

    private RedactionRules(Collection<String> words) {
        this.words = Set.copyOf(words);
    }

    /** The names that are secret in most programs. */
    public static RedactionRules standard() {
        return STANDARD;
    }

    /** This redaction after some words were added, and those that begin with a minus taken away. */
    public RedactionRules changedBy(Collection<String> changes) {
        Set<String> changed = new TreeSet<>(words);
        for (String change : changes) {
            check(change);
            boolean isLess = change.startsWith("-");
            String word = squashed(change);
            if (isLess) {
                changed.remove(word);
            } else {
                changed.add(word);
            }
        }
        return new RedactionRules(changed);
    }

    /**
     * Refuses what cannot be part of a name.
     *
     * @throws IllegalArgumentException if the change has neither letters nor digits
     */
    public static void check(String change) {
        if (squashed(change).isEmpty()) {
            throw new IllegalArgumentException(
                    "the name [" + change
                            + "] has neither letters nor digits; write [iban] to have such values redacted, [-key] to have them shown");
        }
    }

    /** The words, in alphabetic order. */
    Set<String> words() {
        return new TreeSet<>(words);
    }

    boolean isSecret(String name) {
        String squashed = squashed(name);
        for (String word : words) {
            if (word.length() >= LONG ? squashed.contains(word) : hasWord(name, squashed, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWord(String name, String squashed, String word) {
        if (!squashed.contains(word)) {
            return false;
        }
        int start = 0;
        for (int i = 1; i <= name.length(); i++) {
            if (i == name.length() || isBoundary(name, i)) {
                String part = squashed(name.substring(start, i));
                if (part.equals(word) || part.equals(word + "s")) {
                    return true;
                }
                start = i;
            }
        }
        return false;
    }

    /** Whether a new word begins at a place: {@code api|Key}, {@code API|Key}, {@code api|_key}, {@code key|2}. */
    private static boolean isBoundary(String name, int at) {
        char before = name.charAt(at - 1);
        char here = name.charAt(at);
        if (!Character.isLetter(before) || !Character.isLetter(here)) {
            return true;
        }
        boolean beginsLower = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return Character.isUpperCase(here) && (!Character.isUpperCase(before) || beginsLower);
    }

    private static String squashed(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetterOrDigit(name.charAt(i))) {
                letters.append(name.charAt(i));
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
