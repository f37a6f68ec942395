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
    private final VisibleFields fields;
    private final ValueLimits limits;
    private final boolean callsToString;
    private final StringBuilder out = new StringBuilder();
    /** The values being formatted: each is a part of the one before it. */
    private final @Nullable Object[] open;

    private int depth;

    ValueRenderer(RedactionRules redaction, VisibleFields fields, ValueLimits limits, boolean callsToString) {
        this.redaction = redaction;
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
        out.append('[');
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : ", ");
            if (i == limits.elements() || isFull()) {
                appendMore(length);
                break;
            }
            append(Array.get(array, i));
        }
        out.append(']');
    }

    private void appendElements(Iterator<?> elements, int size, char begin, char end) {
        out.append(begin);
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
                    append(element);
                }
            }
        } catch (RuntimeException changed) {
            // Another thread of the program changes it without synchronization: show what was read so far.
            out.append(MORE).append(" (changed while it was read)");
        }
        out.append(end);
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
        Object key = entry.getKey();
        append(key);
        out.append('=');
        if (key instanceof String name && redaction.isSecret(name)) {
            out.append(RedactionRules.REDACTED);
        } else {
            append(entry.getValue());
        }
    }

    private void appendObject(Object value) {
        Class<?> type = value.getClass();
        if (JdkValues.isOfJdk(type) || type.isHidden() || Proxy.isProxyClass(type)) {
            appendIdentity(value);
            return;
        }
        List<Object> shown = fields.get(type);
        if (shown.contains(VisibleFields.SECRET)) {
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

    private void appendFields(Object value, List<Object> shown, char begin, char end) {
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
                appendField(value, field);
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
        int length = text.length();
        out.append('"');
        int shown = TextEscaper.appendLiteral(out, text, limits.characters());
        out.append('"');
        appendMore(shown, length);
    }

    private void appendCut(String text) {
        appendMore(TextEscaper.appendLiteral(out, text, limits.characters()), text.length());
    }

    private void appendMore(int shown, int length) {
        if (shown < length) {
            appendMore(length);
        }
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
