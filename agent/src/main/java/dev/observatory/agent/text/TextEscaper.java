package dev.observatory.agent.text;

/**
 * Makes text of unknown origin safe for terminals, logs and lines: what could move a cursor, colour, hide, reorder or break lines
 * is written as in Java source, {@code \n} or {@code \u001b}.
 */
public final class TextEscaper {
    private TextEscaper() {}

    /** The whole text, escaped. */
    public static String of(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        append(out, text, text.length());
        return out.toString();
    }

    /**
     * Appends the beginning of a text, escaped.
     *
     * @param limit how many characters of the text to take at most; a pair of surrogates is never cut
     * @return how many were taken
     */
    public static int append(StringBuilder out, CharSequence text, int limit) {
        int length = text.length();
        int end = Math.min(length, limit);
        if (end > 0 && end < length && isPair(text.charAt(end - 1), text.charAt(end))) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (i + 1 < end && isPair(c, text.charAt(i + 1))) {
                appendPair(out, c, text.charAt(++i));
            } else {
                append(out, c);
            }
        }
        return end;
    }

    private static boolean isPair(char high, char low) {
        return Character.isHighSurrogate(high) && Character.isLowSurrogate(low);
    }

    private static void appendPair(StringBuilder out, char high, char low) {
        if (isPlain(Character.getType(Character.toCodePoint(high, low)))) {
            out.append(high).append(low);
        } else {
            appendCode(out, high);
            appendCode(out, low);
        }
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            default -> {
                if ((c >= ' ' && c < 0x7f) || (c >= 0x7f && isPlain(Character.getType(c)))) {
                    out.append(c);
                } else {
                    appendCode(out, c);
                }
            }
        }
    }

    /** Format characters include the marks that reverse the direction of text, and those that cannot be seen. */
    private static boolean isPlain(int category) {
        return switch (category) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void appendCode(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }
}
