package dev.observatory.persistence;

import java.util.List;
import java.util.Map;

/** Writes trees of maps, lists, strings and longs as JSON (RFC 8259) on one line. */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    static String write(Object tree) {
        JsonWriter writer = new JsonWriter();
        writer.value(tree);
        return writer.text.toString();
    }

    private void value(Object tree) {
        if (tree instanceof Map<?, ?> members) {
            object(members);
        } else if (tree instanceof List<?> elements) {
            text.append('[');
            for (int i = 0; i < elements.size(); i++) {
                text.append(i == 0 ? "" : ",");
                value(elements.get(i));
            }
            text.append(']');
        } else if (tree instanceof String string) {
            string(string);
        } else {
            text.append(tree);
        }
    }

    private void object(Map<?, ?> members) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            text.append(separator);
            string((String) member.getKey());
            text.append(':');
            value(member.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char each = string.charAt(i);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (needsCode(string, i)) {
                text.append(String.format("\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        text.append('"');
    }

    /** Control characters, what some readers take for the end of a line, and halves of characters, which UTF-8 cannot encode. */
    private static boolean needsCode(String string, int index) {
        char each = string.charAt(index);
        boolean isPaired = Character.isHighSurrogate(each)
                ? index + 1 < string.length() && Character.isLowSurrogate(string.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(string.charAt(index - 1));
        return Character.isISOControl(each)
                || each == '\u2028'
                || each == '\u2029'
                || (Character.isSurrogate(each) && !isPaired);
    }
}
