package dev.observatory.agent.value;

import dev.observatory.agent.text.TextEscaper;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of a program into text that may leave it: cut, without what is secret, and without characters that a terminal or a
 * log would obey.
 *
 * <p>No code of the program runs: neither {@code toString} nor {@code hashCode}, {@code equals} or an iterator. Values of the JDK
 * are shown as it shows them, its own collections by element, records and other objects by field where the module of their class
 * lets that be read, and all else by class and identity. Nothing that happens while a value is read reaches the caller. Safe from
 * any thread, on the program's own threads too: no lock is waited for.
 */
public final class ValueFormatter {
    /** How many levels of a value are opened: the value, what is in it, and what is in that. */
    static final int DEPTH = 3;

    /** How many elements of each array, collection or map are shown. */
    static final int ELEMENTS = 100;

    /** How many characters of each string are shown. */
    static final int CHARACTERS = 255;

    /** How many fields of each object are shown. */
    static final int FIELDS = 20;

    /** How long the whole text of one value may be, but for the end of the last part. */
    static final int TOTAL_CHARACTERS = 4096;

    private final RedactionRules redaction;
    private final boolean callsToString;
    private final VisibleFields fields;
    private final SecretParameters secrets;
    /** By name: to take one apart takes longer than all else that is done for an argument. Programs have few. */
    private final Map<String, Boolean> secretParameters = new ConcurrentHashMap<>();

    private ValueFormatter(RedactionRules redaction, boolean callsToString) {
        this.redaction = redaction;
        this.callsToString = callsToString;
        this.fields = new VisibleFields(redaction, FIELDS);
        this.secrets = new SecretParameters(redaction);
        // Later may be where the stack is nearly used up, and a class that failed to initialise stays unusable.
        of(new Sample("", Map.of("", List.of(1, new int[1])), new IllegalStateException()));
    }

    private record Sample(String text, Map<String, List<Object>> container, Throwable thrown) {}

    /** Text that no code of the program takes part in. */
    public static ValueFormatter of(RedactionRules redaction) {
        return new ValueFormatter(redaction, false);
    }

    /**
     * Text by each value's own {@code toString}, for who asks for it: that may do anything, take any time, and show what is secret
     * inside of an object. Names still redact.
     */
    public static ValueFormatter unsafe(RedactionRules redaction) {
        return new ValueFormatter(redaction, true);
    }

    /** The text of a value that has no name. */
    public String of(@Nullable Object value) {
        return new ValueRenderer(redaction, fields, callsToString).write(value);
    }

    /** The text of a value by whose name it is decided whether it is secret. */
    String named(String name, @Nullable Object value) {
        return redaction.isSecret(name) ? RedactionRules.REDACTED : of(value);
    }

    /**
     * The texts of what a method was called with, by parameter.
     *
     * @param action the method, whose parameters may be tagged; null if there is none
     * @param byName the arguments in the order of the parameters
     */
    public Map<String, String> arguments(@Nullable Executable action, Map<String, ? extends @Nullable Object> byName) {
        Map<String, String> texts = new LinkedHashMap<>();
        int parameter = 0;
        for (Map.Entry<String, ? extends @Nullable Object> argument : byName.entrySet()) {
            boolean isSecret = action == null
                    ? redaction.isSecret(argument.getKey())
                    : isSecretParameter(argument.getKey()) || secrets.of(action).contains(parameter);
            texts.put(
                    TextEscaper.literal(argument.getKey()),
                    isSecret ? RedactionRules.REDACTED : of(argument.getValue()));
            parameter++;
        }
        return texts;
    }

    private boolean isSecretParameter(String name) {
        Boolean known = secretParameters.get(name);
        if (known == null) {
            known = redaction.isSecret(name);
            secretParameters.put(name, known);
        }
        return known;
    }

    /**
     * The text of what a method returned.
     *
     * @param action the method, which may be tagged or have a name that tells of a secret; null if there is none
     */
    public String result(@Nullable Executable action, @Nullable Object result) {
        return action != null && secrets.of(action).contains(SecretParameters.RESULT)
                ? RedactionRules.REDACTED
                : of(result);
    }

    /** The text of what was assigned to a field. */
    public String assigned(Field field, @Nullable Object value) {
        return redaction.isSecret(field.getName()) || RedactedAnnotations.isOn(field)
                ? RedactionRules.REDACTED
                : of(value);
    }

    /** The texts of tags or other facts, by their keys. */
    public Map<String, String> facts(Map<String, ? extends @Nullable Object> facts) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends @Nullable Object> fact : facts.entrySet()) {
            texts.put(TextEscaper.literal(fact.getKey()), named(fact.getKey(), fact.getValue()));
        }
        return texts;
    }
}
