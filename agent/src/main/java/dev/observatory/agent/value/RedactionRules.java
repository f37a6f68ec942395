package dev.observatory.agent.value;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which names denote secret values: {@code apiKey}, {@code API_KEY}, {@code user-password}, {@code oauth2Token}.
 *
 * <p>A name is split into words at capitals, digits and punctuation. A short rule ({@code key}, {@code auth}) must equal a word, so that
 * neither {@code monkey} nor {@code author} is secret; a long one ({@code password}) may occur anywhere in the name.
 */
public final class RedactionRules {
    /** Replaces a secret value. */
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

    /**
     * Returns the rules for names that are secret in most programs.
     *
     * @return the same rules each time
     */
    public static RedactionRules standard() {
        return STANDARD;
    }

    /**
     * Returns these rules with changes.
     *
     * @param changes words to add; with a minus before it, to remove
     * @return new rules
     * @throws IllegalArgumentException if a change has neither letters nor digits
     */
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
     * Checks a change for {@link #changedBy}.
     *
     * @param change the change
     * @throws IllegalArgumentException if the change has neither letters nor digits
     */
    public static void check(String change) {
        if (squashed(change).isEmpty()) {
            throw new IllegalArgumentException(
                    "the name [" + change
                            + "] has neither letters nor digits; write [iban] to have such values redacted, [-key] to have them shown");
        }
    }

    /** Returns the words in alphabetical order. */
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

    /** Returns whether a word begins at an index: {@code api|Key}, {@code API|Key}, {@code api|_key}, {@code key|2}. */
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
