package dev.observatory.agent.text;

/**
 * Escapes text of unknown origin. Each form is for one kind of destination:
 *
 * <ul>
 *   <li>{@link #literal}: the content of a string literal in Java source, for values in logs and on terminals
 *   <li>{@link #singleLine}: text as it is, except for what could end the line or control a terminal; for names and messages
 *   <li>{@link #appendJson}: the content of a JSON string
 * </ul>
 */
public final class TextEscaper {
    private static final int ROOM_FOR_ESCAPES = 16;

    private TextEscaper() {}

    /**
     * Escapes a text as in a string literal of Java source: quotes, backslashes, and everything that is invisible or could move the
     * cursor, change colors, or hide, reorder or break lines.
     *
     * @param text any text
     * @return the escaped text
     */
    public static String literal(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        appendLiteral(out, text, text.length());
        return out.toString();
    }

    /**
     * Appends the beginning of a text, escaped as by {@link #literal}.
     *
     * @param out receives the escaped text
     * @param text any text
     * @param limit the maximum number of characters of the text to append; a surrogate pair is never split
     * @return the number of characters of the text that were appended
     */
    public static int appendLiteral(StringBuilder out, CharSequence text, int limit) {
        int length = text.length();
        int end = Math.min(length, limit);
        if (end > 0 && end < length && isPair(text.charAt(end - 1), text.charAt(end))) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (i + 1 < end && isPair(c, text.charAt(i + 1))) {
                appendPair(out, c, text.charAt(++i));
            } else if (!appendShortEscape(out, c)) {
                boolean isPlain = (c >= ' ' && c < 0x7f) || (c >= 0x7f && isPlainLiteralCategory(Character.getType(c)));
                appendOrEscape(out, c, isPlain);
            }
        }
        return end;
    }

    private static void appendPair(StringBuilder out, char high, char low) {
        boolean isPlain = isPlainLiteralCategory(Character.getType(Character.toCodePoint(high, low)));
        appendOrEscape(out, high, isPlain);
        appendOrEscape(out, low, isPlain);
    }

    private static boolean isPlainLiteralCategory(int category) {
        return isPlainCategory(category) && category != Character.PRIVATE_USE && category != Character.UNASSIGNED;
    }

    /**
     * Escapes what could end a line or control a terminal. Quotes and backslashes stay as they are, so that the result may be passed
     * through this method again.
     *
     * @param text any text
     * @return the escaped text; the same instance if there is nothing to escape
     */
    public static String singleLine(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (!isPlainCodePoint(point)) {
                return escapedFrom(text, i);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    private static String escapedFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length() + ROOM_FOR_ESCAPES).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean isPlain = isPlainCodePoint(point);
            for (int end = i + Character.charCount(point); i < end; i++) {
                appendOrEscape(out, text.charAt(i), isPlain);
            }
        }
        return out.toString();
    }

    private static boolean isPlainCodePoint(int point) {
        return (point >= ' ' && point <= '~') || isPlainCategory(Character.getType(point));
    }

    /** Format characters include the marks that reverse the direction of text, and those that are invisible. */
    private static boolean isPlainCategory(int category) {
        return switch (category) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /**
     * Appends the content of a JSON string (RFC 8259), without the quotes around it. Half a surrogate pair is escaped, since no encoding
     * can represent it.
     *
     * @param out receives the escaped text
     * @param text any text
     */
    public static void appendJson(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!appendShortEscape(out, c)) {
                appendOrEscape(out, c, c >= ' ' && c != 0x7f && (!Character.isSurrogate(c) || isPaired(text, i)));
            }
        }
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static boolean isPair(char high, char low) {
        return Character.isHighSurrogate(high) && Character.isLowSurrogate(low);
    }

    /** Appends the escape of two characters that Java and JSON share, if there is one. */
    private static boolean appendShortEscape(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void appendOrEscape(StringBuilder out, char c, boolean isPlain) {
        if (isPlain) {
            out.append(c);
            return;
        }
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }
}
