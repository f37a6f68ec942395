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
 * Formats values of a program as text that may leave it: cut, redacted, and without characters that control a terminal or a log.
 *
 * <p>Executes no code of the program: neither {@code toString} nor {@code hashCode}, {@code equals} or an iterator. Values of the JDK
 * appear as the JDK formats them, its own collections by element, records and other objects by field if the module of their class is
 * open to that, and everything else by class and identity. Throws nothing, whatever happens while a value is read. Safe from any
 * thread, including the program's own: waits for no lock.
 */
public final class ValueFormatter {
    private static final ValueLimits LIMITS = ValueLimits.DEFAULT;
    private static final String SAMPLE = "password=a https://b:c@d/0123456789abcdef GB00 4111 basic e";
    private static final int MAX_MESSAGE = 1 << 14;
    private static final String KOTLIN_COMPLETION = "$completion";

    private final RedactionRules redaction;
    private final boolean callsToString;
    private final SecretText secretText;
    private final VisibleFields fields;
    private final SecretParameters secrets;
    /** By name: splitting one takes longer than everything else that is done for an argument. Programs have few. */
    private final Map<String, Boolean> secretParameters = new ConcurrentHashMap<>();

    private ValueFormatter(RedactionRules redaction, boolean callsToString) {
        this.redaction = redaction;
        this.callsToString = callsToString;
        this.secretText = new SecretText(redaction);
        this.fields = new VisibleFields(redaction, LIMITS.fields());
        this.secrets = new SecretParameters(redaction);
        // Links and initializes all classes now: a class whose initialization fails near the end of the stack stays
        // unusable.
        of(new Sample(SAMPLE, Map.of("", List.of(1, new int[1])), new IllegalStateException(SAMPLE)));
    }

    private record Sample(String text, Map<String, List<Object>> container, Throwable thrown) {}

    /**
     * Creates a formatter that executes no code of the program.
     *
     * @param redaction which names are secret
     * @return the formatter
     */
    public static ValueFormatter of(RedactionRules redaction) {
        return new ValueFormatter(redaction, false);
    }

    /**
     * Creates a formatter that uses {@code toString}, which executes application code: that may have any effect, take any time, and
     * show secrets inside an object. Values with secret names are still redacted.
     *
     * @param redaction which names are secret
     * @return the formatter
     */
    public static ValueFormatter unsafe(RedactionRules redaction) {
        return new ValueFormatter(redaction, true);
    }

    /**
     * Formats a value that has no name.
     *
     * @param value the value
     * @return its text
     */
    public String of(@Nullable Object value) {
        return new ValueRenderer(redaction, secretText, fields, LIMITS, callsToString).write(value);
    }

    /**
     * Formats an exception: its class, and its message unless that is computed by code of the program. A very long message is cut.
     *
     * @param thrown the exception
     * @return its text, escaped
     */
    public String exception(Throwable thrown) {
        String text = ValueRenderer.textOf(thrown);
        CharSequence masked = secretText.masked(text, MAX_MESSAGE);
        StringBuilder out = new StringBuilder();
        int shown = TextEscaper.appendLiteral(out, masked, MAX_MESSAGE);
        return shown < masked.length()
                ? out.append("… of ").append(text.length()).toString()
                : out.toString();
    }

    /** Formats a value, unless its name is secret. */
    String named(String name, @Nullable Object value) {
        return redaction.isSecret(name) ? RedactionRules.REDACTED : of(value);
    }

    /**
     * Formats the arguments of a call. Leaves out the last one of a suspending function of Kotlin, which source code does not have.
     *
     * @param action the method, whose parameters may be tagged; null if there is none
     * @param byName the arguments in the order of the parameters
     * @return texts by parameter name
     */
    public Map<String, String> arguments(@Nullable Executable action, Map<String, ? extends @Nullable Object> byName) {
        Map<String, String> texts = new LinkedHashMap<>();
        boolean isSecretNamed = hasSecretName(byName);
        boolean followsSecretName = false;
        int parameter = 0;
        for (Map.Entry<String, ? extends @Nullable Object> argument : byName.entrySet()) {
            String name = argument.getKey();
            Object value = argument.getValue();
            if (parameter == byName.size() - 1 && isContinuation(name, value)) {
                break;
            }
            boolean isSecret = followsSecretName
                    || (isSecretNamed && !SecretText.isNaming(name))
                    || (action == null
                            ? redaction.isSecret(name)
                            : isSecretParameter(name) || secrets.of(action).contains(parameter));
            texts.put(TextEscaper.literal(name), isSecret ? RedactionRules.REDACTED : of(value));
            followsSecretName = ValueRenderer.isSecretName(secretText, value);
            parameter++;
        }
        return texts;
    }

    private static boolean isContinuation(String name, @Nullable Object value) {
        return name.equals(KOTLIN_COMPLETION)
                || (value != null && InfrastructureTypes.areContinuations(value.getClass()));
    }

    /**
     * Formats the arguments of a call.
     *
     * @param action the method, whose parameters may be tagged; null if there is none, or if reflection refuses its class
     * @param isHidden whether any value may be secret
     * @param byName the arguments in the order of the parameters
     * @return texts by parameter name
     */
    public Map<String, String> arguments(
            @Nullable Executable action, boolean isHidden, Map<String, ? extends @Nullable Object> byName) {
        Map<String, String> texts = arguments(action, isHidden ? Map.of() : byName);
        if (isHidden) {
            for (String name : byName.keySet()) {
                texts.put(TextEscaper.literal(name), RedactionRules.REDACTED);
            }
        }
        return texts;
    }

    /** Returns whether one argument is the name of a secret, which another one holds, as in {@code setProperty(key, value)}. */
    private boolean hasSecretName(Map<String, ? extends @Nullable Object> byName) {
        for (Map.Entry<String, ? extends @Nullable Object> argument : byName.entrySet()) {
            if (SecretText.isNaming(argument.getKey()) && ValueRenderer.isSecretName(secretText, argument.getValue())) {
                return true;
            }
        }
        return false;
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
     * Formats the result of a call.
     *
     * @param action the method, which may be tagged or have a secret name; null if there is none
     * @param result the result
     * @return its text
     */
    public String result(@Nullable Executable action, @Nullable Object result) {
        return action != null && secrets.of(action).contains(SecretParameters.RESULT)
                ? RedactionRules.REDACTED
                : of(result);
    }

    /**
     * Formats the result of a call.
     *
     * @param action the method, which may be tagged; null if there is none, or if reflection refuses its class
     * @param method the method's name and descriptor; null if there is none
     * @param isHidden whether the value may be secret
     * @param result the result
     * @return its text
     */
    public String result(
            @Nullable Executable action, @Nullable String method, boolean isHidden, @Nullable Object result) {
        boolean hasSecretName = action == null
                && method != null
                && !method.startsWith("<")
                && redaction.isSecret(method.substring(0, method.indexOf('(')));
        return isHidden || hasSecretName ? RedactionRules.REDACTED : result(action, result);
    }

    /**
     * Formats a value that was assigned to a field.
     *
     * @param name the name of the field, which may be secret
     * @param field the field, which may be tagged; null if reflection refuses its class
     * @param isHidden whether the value may be secret
     * @param value the value
     * @return its text
     */
    public String assigned(String name, @Nullable Field field, boolean isHidden, @Nullable Object value) {
        if (isHidden) {
            return RedactionRules.REDACTED;
        }
        return field == null ? named(name, value) : assigned(field, value);
    }

    /**
     * Formats a value that was assigned to a field.
     *
     * @param field the field, which may be tagged or have a secret name
     * @param value the value
     * @return its text
     */
    public String assigned(Field field, @Nullable Object value) {
        return redaction.isSecret(field.getName()) || RedactedAnnotations.isOn(field)
                ? RedactionRules.REDACTED
                : of(value);
    }

    /**
     * Formats tags or other named values.
     *
     * @param facts values by key
     * @return texts by key
     */
    public Map<String, String> facts(Map<String, ? extends @Nullable Object> facts) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends @Nullable Object> fact : facts.entrySet()) {
            texts.put(TextEscaper.literal(fact.getKey()), named(fact.getKey(), fact.getValue()));
        }
        return texts;
    }
}
