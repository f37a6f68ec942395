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

/** Writes the text of one value; see {@link ValueFormatter}. */
final class ValueRenderer {
    private static final String MORE = "…";

    private final RedactionRules redaction;
    private final VisibleFields fields;
    private final boolean callsToString;
    private final StringBuilder out = new StringBuilder();
    /** What is being written: each is a part of the one before it. */
    private final @Nullable Object[] open = new Object[ValueFormatter.DEPTH];

    private int depth;

    ValueRenderer(RedactionRules redaction, VisibleFields fields, boolean callsToString) {
        this.redaction = redaction;
        this.fields = fields;
        this.callsToString = callsToString;
    }

    String write(@Nullable Object value) {
        try {
            append(value);
        } catch (Throwable failure) {
            // The JVM's, at the end of stack or memory; or that of a value that changes while it is read.
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
            appendCut(ThrowableText.of(thrown));
        } else if (depth == ValueFormatter.DEPTH) {
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
            // Programs keep passwords in such arrays, because they can be wiped: a text could not.
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
            if (i == ValueFormatter.ELEMENTS || isFull()) {
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
                if (i == ValueFormatter.ELEMENTS || isFull()) {
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
            // Another thread of the program is at it, without care: what was read so far is shown.
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
            TextEscaper.appendLiteral(out, shortNameOf(type), ValueFormatter.CHARACTERS);
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
                TextEscaper.appendLiteral(out, field.getName(), ValueFormatter.CHARACTERS);
                out.append('=');
                appendField(value, field);
            } else {
                TextEscaper.appendLiteral(out, (String) part, ValueFormatter.CHARACTERS);
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
        int shown = TextEscaper.appendLiteral(out, text, ValueFormatter.CHARACTERS);
        out.append('"');
        appendMore(shown, length);
    }

    private void appendCut(String text) {
        appendMore(TextEscaper.appendLiteral(out, text, ValueFormatter.CHARACTERS), text.length());
    }

    private void appendMore(int shown, int length) {
        if (shown < length) {
            appendMore(length);
        }
    }

    private boolean isFull() {
        return out.length() >= ValueFormatter.TOTAL_CHARACTERS;
    }

    private void appendIdentity(Object value) {
        TextEscaper.appendLiteral(out, identityOf(value), ValueFormatter.CHARACTERS);
    }

    private static String identityOf(Object value) {
        return shortNameOf(value.getClass()) + "@" + Integer.toHexString(System.identityHashCode(value));
    }

    /** Without the package. Asked for its simple name, a class may load others. */
    private static String shortNameOf(Class<?> type) {
        if (type.isArray()) {
            return shortNameOf(type.getComponentType()) + "[]";
        }
        String name = type.getName();
        int hidden = name.indexOf('/');
        return name.substring(name.lastIndexOf('.', hidden < 0 ? name.length() : hidden) + 1);
    }
}
