package dev.observatory.agent.value;

import dev.observatory.agent.text.TextEscaper;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Formats one value; see {@link ValueFormatter}. */
final class ValueRenderer {
    private static final String MORE = "…";
    private static final int LONGEST_KEY = 128;

    /** Whether {@code getMessage} of an exception class is the JDK's. Kept by the class. */
    private static final ClassValue<Boolean> MESSAGE_OF_JDK = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type.getMethod("getMessage").getDeclaringClass().getClassLoader() == null;
            } catch (ReflectiveOperationException | LinkageError unreadable) {
                return false;
            }
        }
    };

    private final RedactionRules redaction;
    private final SecretText secretText;
    private final VisibleFields fields;
    private final ValueLimits limits;
    private final boolean callsToString;
    private final StringBuilder out = new StringBuilder();
    /** The values being formatted: each is a part of the one before it. */
    private final @Nullable Object[] open;

    private int depth;

    ValueRenderer(
            RedactionRules redaction,
            SecretText secretText,
            VisibleFields fields,
            ValueLimits limits,
            boolean callsToString) {
        this.redaction = redaction;
        this.secretText = secretText;
        this.fields = fields;
        this.limits = limits;
        this.callsToString = callsToString;
        this.open = new Object[limits.depth()];
    }

    String write(@Nullable Object value) {
        try {
            append(value);
        } catch (Throwable failure) {
            // Of the JVM, at the end of stack or memory; or of a value that changes while it is read.
            out.append("(could not be read: ")
                    .append(failure.getClass().getName())
                    .append(')');
        }
        return out.toString();
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String string) {
            appendQuoted(string);
        } else if (value instanceof StringBuilder builder) {
            appendQuoted(builder);
        } else if (value instanceof Character character) {
            out.append('\'');
            TextEscaper.appendLiteral(out, character.toString(), 1);
            out.append('\'');
        } else if (value instanceof Enum<?> constant) {
            appendCut(constant.name());
        } else {
            String text = JdkValues.textOf(value);
            if (text != null) {
                appendCut(text);
            } else {
                appendOpened(value);
            }
        }
    }

    private void appendOpened(Object value) {
        if (isOpen(value)) {
            appendIdentity(value);
            out.append(" again");
        } else if (callsToString && !value.getClass().isArray()) {
            appendCut(ownText(value));
        } else if (value instanceof Throwable thrown) {
            appendCut(textOf(thrown));
        } else if (depth == limits.depth()) {
            appendIdentity(value);
        } else {
            open[depth++] = value;
            appendParts(value);
            open[--depth] = null;
        }
    }

    private boolean isOpen(Object value) {
        for (int i = 0; i < depth; i++) {
            if (open[i] == value) {
                return true;
            }
        }
        return false;
    }

    /** Returns the class of an exception, and its message unless that is computed by code of the program; not escaped. */
    static String textOf(Throwable thrown) {
        String type = thrown.getClass().getName();
        if (!MESSAGE_OF_JDK.get(thrown.getClass())) {
            return type + " (its message is computed by code of the program)";
        }
        String message = thrown.getMessage();
        return message == null ? type : type + ": " + message;
    }

    private static String ownText(Object value) {
        try {
            return String.valueOf(value.toString());
        } catch (Throwable failure) {
            return identityOf(value) + " (its toString failed: "
                    + failure.getClass().getName() + ")";
        }
    }

    private void appendParts(Object value) {
        if (value.getClass() == char[].class) {
            // Programs keep passwords in such arrays, since they can be cleared: text could not.
            out.append("char[").append(((char[]) value).length).append(']');
        } else if (value.getClass() == Character[].class) {
            out.append("Character[").append(Array.getLength(value)).append(']');
        } else if (value.getClass().isArray()) {
            appendArray(value);
        } else if (value instanceof Optional<?> optional) {
            appendWrapped("Optional", optional.orElse(null));
        } else if (value.getClass() == AtomicReference.class) {
            appendWrapped("AtomicReference", ((AtomicReference<?>) value).get());
        } else if (value instanceof Map.Entry<?, ?> entry && SafeJdkContainers.isEntry(value)) {
            appendEntry(entry);
        } else if (!SafeJdkContainers.include(value)) {
            appendObject(value);
        } else if (value instanceof Map<?, ?> map) {
            appendElements(map.entrySet().iterator(), sizeOf(map.getClass(), map.entrySet()), '{', '}');
        } else {
            Collection<?> collection = (Collection<?>) value;
            appendElements(collection.iterator(), sizeOf(value.getClass(), collection), '[', ']');
        }
    }

    private void appendWrapped(String type, @Nullable Object content) {
        out.append(type).append('[');
        append(content);
        out.append(']');
    }

    private void appendArray(Object array) {
        int length = Array.getLength(array);
        boolean followsSecretName = false;
        out.append('[');
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : ", ");
            if (i == limits.elements() || isFull()) {
                appendMore(length);
                break;
            }
            followsSecretName = appendElement(Array.get(array, i), followsSecretName);
        }
        out.append(']');
    }

    private void appendElements(Iterator<?> elements, int size, char begin, char end) {
        out.append(begin);
        boolean followsSecretName = false;
        try {
            for (int i = 0; elements.hasNext(); i++) {
                out.append(i == 0 ? "" : ", ");
                if (i == limits.elements() || isFull()) {
                    appendMore(size);
                    break;
                }
                Object element = elements.next();
                if (begin == '{') {
                    appendEntry((Map.Entry<?, ?>) element);
                } else {
                    followsSecretName = appendElement(element, followsSecretName);
                }
            }
        } catch (RuntimeException changed) {
            // Another thread of the program changes it without synchronization: show what was read so far.
            out.append(MORE).append(" (changed while it was read)");
        }
        out.append(end);
    }

    /** Keys and values may follow each other, as do options and their values. Returns whether this element is the name of a secret. */
    private boolean appendElement(@Nullable Object element, boolean followsSecretName) {
        if (followsSecretName && !(element instanceof Enum<?>)) {
            out.append(RedactionRules.REDACTED);
        } else {
            append(element);
        }
        return isSecretName(secretText, element);
    }

    /** Returns whether a value is the name of a secret. */
    static boolean isSecretName(SecretText secretText, @Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return secretText.isSecretName(constant.name());
        }
        return (value instanceof String || value instanceof StringBuilder)
                && secretText.isSecretName((CharSequence) value);
    }

    private static int sizeOf(Class<?> type, Collection<?> elements) {
        return SafeJdkContainers.countsSlowly(type) ? -1 : elements.size();
    }

    private void appendMore(int size) {
        out.append(MORE);
        if (size >= 0) {
            out.append(" of ").append(size);
        }
    }

    private void appendEntry(Map.Entry<?, ?> entry) {
        int start = out.length();
        append(entry.getKey());
        // As text, whatever the class of the key is.
        boolean isSecret = redaction.isSecret(out.substring(start, Math.min(out.length(), start + LONGEST_KEY)));
        out.append('=');
        if (isSecret) {
            out.append(RedactionRules.REDACTED);
        } else {
            append(entry.getValue());
        }
    }

    private void appendObject(Object value) {
        Class<?> type = value.getClass();
        if (JdkValues.isOfJdk(type)
                || type.isHidden()
                || Proxy.isProxyClass(type)
                || InfrastructureTypes.include(type)) {
            appendIdentity(value);
            return;
        }
        List<Object> shown = fields.get(type);
        if (shown.contains(VisibleFields.SECRET) || isSecretType(type)) {
            out.append(RedactionRules.REDACTED);
        } else if (type.isRecord()) {
            TextEscaper.appendLiteral(out, shortNameOf(type), limits.characters());
            appendFields(value, shown, '[', ']');
        } else {
            appendIdentity(value);
            if (!shown.isEmpty()) {
                appendFields(value, shown, '{', '}');
            }
        }
    }

    private boolean isSecretType(Class<?> type) {
        String name = shortNameOf(type);
        return redaction.isSecretType(name.substring(name.lastIndexOf('$') + 1));
    }

    /** Returns whether a field holds the name of a secret, which another field holds, as in a header or a property. */
    private boolean hasSecretName(Object value, List<Object> shown) {
        for (Object part : shown) {
            if (part instanceof Field field && SecretText.isNaming(field.getName())) {
                try {
                    if (isSecretName(secretText, field.get(value))) {
                        return true;
                    }
                } catch (IllegalAccessException closed) {
                    return true;
                }
            }
        }
        return false;
    }

    private void appendFields(Object value, List<Object> shown, char begin, char end) {
        boolean isSecretNamed = hasSecretName(value, shown);
        out.append(begin);
        String separator = "";
        for (Object part : shown) {
            out.append(separator);
            separator = ", ";
            if (part == VisibleFields.MORE || isFull()) {
                out.append(MORE);
                break;
            }
            if (part instanceof Field field) {
                TextEscaper.appendLiteral(out, field.getName(), limits.characters());
                out.append('=');
                boolean isName = SecretText.isNaming(field.getName());
                boolean isSecretName =
                        isName && (redaction.isSecret(field.getName()) || RedactedAnnotations.isOn(field));
                if (isSecretName || (isSecretNamed && !isName)) {
                    out.append(RedactionRules.REDACTED);
                } else {
                    appendField(value, field);
                }
            } else {
                TextEscaper.appendLiteral(out, (String) part, limits.characters());
                out.append('=').append(RedactionRules.REDACTED);
            }
        }
        out.append(end);
    }

    private void appendField(Object value, Field field) {
        try {
            append(field.get(value));
        } catch (IllegalAccessException closed) {
            out.append("(not accessible)");
        }
    }

    private void appendQuoted(CharSequence text) {
        out.append('"');
        boolean isComplete = appendMasked(text);
        out.append('"');
        if (!isComplete) {
            appendMore(text.length());
        }
    }

    private void appendCut(String text) {
        if (!appendMasked(text)) {
            appendMore(text.length());
        }
    }

    /** Appends the beginning of a text without secrets; returns whether that is all of it. */
    private boolean appendMasked(CharSequence text) {
        int length = text.length();
        CharSequence masked = secretText.masked(text, limits.characters());
        return TextEscaper.appendLiteral(out, masked, limits.characters()) == masked.length()
                && (masked == text || length <= (long) limits.characters() + SecretText.MARGIN);
    }

    private boolean isFull() {
        return out.length() >= limits.totalCharacters();
    }

    private void appendIdentity(Object value) {
        TextEscaper.appendLiteral(out, identityOf(value), limits.characters());
    }

    private static String identityOf(Object value) {
        return shortNameOf(value.getClass()) + "@" + Integer.toHexString(System.identityHashCode(value));
    }

    /** Without the package. Computed from the name: {@link Class#getSimpleName} may load other classes. */
    private static String shortNameOf(Class<?> type) {
        if (type.isArray()) {
            return shortNameOf(type.getComponentType()) + "[]";
        }
        String name = type.getName();
        int hidden = name.indexOf('/');
        return name.substring(name.lastIndexOf('.', hidden < 0 ? name.length() : hidden) + 1);
    }
}
