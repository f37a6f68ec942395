package dev.observatory.agent.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    private static final RedactionRules STANDARD = new RedactionRules(List.of(
            // Passwords
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pass",
            "passwort",
            "kennwort",
            "pwd",
            "pswd",
            "pw",
            "dbpass",
            "userpass",
            // Keys, tokens and sessions
            "secret",
            "token",
            "key",
            "apikey",
            "privkey",
            "sshkey",
            "pem",
            "auth",
            "oauth",
            "authorization",
            "authentication",
            "credential",
            "cred",
            "creds",
            "cookie",
            "session",
            "sessionid",
            "jwt",
            "bearer",
            "csrf",
            "xsrf",
            "signature",
            "hmac",
            "salt",
            "otp",
            "totp",
            "mnemonic",
            "connectionstring",
            "connstr",
            // People and their money
            "pin",
            "cvv",
            "cvc",
            "ssn",
            "socialsecurity",
            "iban",
            "cardnumber",
            "creditcard",
            "passport"));

    /** What objects of a class with such a name hold is a secret, whatever its fields are called. */
    private static final Set<String> SECRET_TYPES =
            Set.of("password", "passwd", "passphrase", "secret", "credential", "apikey", "privkey");

    /** The first words of methods that only read what they are named after: their results are secret, their arguments are not. */
    private static final Set<String> READING = Set.of(
            "get",
            "find",
            "is",
            "has",
            "contains",
            "list",
            "count",
            "fetch",
            "load",
            "read",
            "lookup",
            "create",
            "new",
            "remove",
            "delete",
            "next");

    /** The first words of methods whose arguments are what they are named after. */
    private static final Set<String> WRITING = Set.of(
            "set",
            "with",
            "put",
            "add",
            "append",
            "update",
            "change",
            "reset",
            "store",
            "save",
            "use",
            "assign",
            "register",
            "check",
            "verify",
            "validate",
            "match",
            "matches",
            "compare",
            "test",
            "encode",
            "hash",
            "encrypt",
            "decrypt",
            "parse",
            "send",
            "write",
            "print",
            "log");

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
            throw new IllegalArgumentException("the name [" + change
                    + "] has neither letters nor digits; write [iban] to have such values redacted, [-key] to"
                    + " have them shown");
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
        return squashed.contains(word) && parts(name).stream().anyMatch(part -> isWord(part, word));
    }

    private static boolean isWord(String part, String word) {
        return part.equals(word) || part.equals(word + "s");
    }

    /** Returns the words of a name, in lower case. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= name.length(); i++) {
            if (i == name.length() || isBoundary(name, i)) {
                String part = squashed(name.substring(start, i));
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i;
            }
        }
        return parts;
    }

    /**
     * Returns whether the arguments of a method are secret by its name, as those of {@code setPassword(value)}, {@code checkPin(int)} and
     * {@code apiKey(value)}.
     */
    boolean hasSecretArguments(String method) {
        if (!isSecret(method)) {
            return false;
        }
        List<String> parts = parts(method);
        String first = parts.get(0);
        if (WRITING.contains(first)) {
            return parts.size() > 1;
        }
        return !READING.contains(first) && isSecret(parts.get(parts.size() - 1));
    }

    /** Returns whether objects of a class are secrets, by its simple name. */
    boolean isSecretType(String name) {
        String squashed = squashed(name);
        return SECRET_TYPES.stream()
                .anyMatch(type -> words.contains(type) && (squashed.endsWith(type) || squashed.endsWith(type + "s")));
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
