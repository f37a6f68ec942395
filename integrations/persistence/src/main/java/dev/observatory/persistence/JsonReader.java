package dev.observatory.persistence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads JSON (RFC 8259) as a tree of maps, lists, strings, longs, doubles and booleans. Nothing else is accepted. */
final class JsonReader {
    /** Far more than the largest machine needs, and little enough for any program. */
    static final int MAX_LENGTH = 4 << 20;

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NUMBER_LENGTH = 30;
    private static final String DIGITS_OF_LONG = "-?(?:0|[1-9][0-9]*)";
    private static final String NUMBER = DIGITS_OF_LONG + "(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?";

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Returns the value that a text contains.
     *
     * @throws SnapshotFormatException if the text is not one JSON value other than null, is too long or too deep, or names a member twice
     */
    static Object read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SnapshotFormatException(
                    "it has [" + text.length() + "] characters, and at most [" + MAX_LENGTH + "] are read", null);
        }
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.unexpected("the end");
        }
        if (value == null) {
            throw new SnapshotFormatException("it is [null]", null);
        }
        return value;
    }

    private SnapshotFormatException unexpected(String expected) {
        String found = at < text.length() ? text.substring(at, Math.min(text.length(), at + 20)) : "";
        return new SnapshotFormatException(
                "at character [" + at + "] stands "
                        + (found.isEmpty() ? "the end of the text" : "[" + found + "]") + " where " + expected
                        + " is expected; the text may be truncated, or not be the JSON of a snapshot",
                null);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean takes(char expected) {
        boolean found = peek() == expected && at < text.length();
        if (found) {
            at++;
        }
        return found;
    }

    private void take(char expected) {
        if (!takes(expected)) {
            throw unexpected("[" + expected + "]");
        }
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private <T> T nested(Supplier<T> reading) {
        if (++depth > MAX_DEPTH) {
            throw new SnapshotFormatException("it is nested deeper than [" + MAX_DEPTH + "] levels", null);
        }
        T value = reading.get();
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        take('{');
        if (takes('}')) {
            return members;
        }
        do {
            if (peek() != '"') {
                throw unexpected("the name of a member");
            }
            String name = string();
            take(':');
            Object value = value();
            if (members.containsKey(name)) {
                throw new SnapshotFormatException("it has member [" + name + "] twice", null);
            }
            members.put(name, value);
        } while (takes(','));
        take('}');
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        take('[');
        if (takes(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (takes(','));
        take(']');
        return elements;
    }

    private @Nullable Object literal(String name, @Nullable Object value) {
        if (!text.startsWith(name, at)) {
            throw unexpected("a value");
        }
        at += name.length();
        return value;
    }

    private Object number() {
        int end = at;
        while (end < text.length() && "+-.eE0123456789".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String number = text.substring(at, end);
        if (number.length() > MAX_NUMBER_LENGTH || !number.matches(NUMBER)) {
            throw unexpected("a value");
        }
        at = end;
        try {
            return number.matches(DIGITS_OF_LONG) ? (Object) Long.valueOf(number) : Double.valueOf(number);
        } catch (NumberFormatException large) {
            return Double.valueOf(number);
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++; // the opening quotation mark
        while (at < text.length()) {
            char each = text.charAt(at);
            if (each == '"') {
                at++;
                return string.toString();
            }
            if (each < ' ') {
                throw unexpected("a character of a string");
            }
            at++;
            string.append(each == '\\' ? escape() : each);
        }
        throw unexpected("the end of a string");
    }

    private char escape() {
        char kind = at < text.length() ? text.charAt(at) : 0;
        int plain = "\"\\/bfnrt".indexOf(kind);
        if (plain >= 0 && at < text.length()) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (kind == 'u'
                && at + 5 <= text.length()
                && text.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}")) {
            char code = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
            at += 5;
            return code;
        }
        throw unexpected("an escape sequence");
    }
}
