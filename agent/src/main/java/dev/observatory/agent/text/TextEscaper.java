package dev.observatory.agent.text;

/**
 * Escapes text of unknown origin for terminals, logs and lines: characters that could move a cursor, colour, hide, reorder or break
 * lines appear as in Java source, {@code \n} or {@code \u001b}.
 */
public final class TextEscaper {
    private TextEscaper() {}

    /**
     * Escapes a text.
     *
     * @param text any text
     * @return the escaped text
     */
    public static String of(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        append(out, text, text.length());
        return out.toString();
    }

    /**
     * Appends the escaped beginning of a text.
     *
     * @param out receives the escaped characters
     * @param text any text
     * @param limit the maximum number of characters to take from the text; a surrogate pair is never split
     * @return the number of characters taken
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

    /** Format characters include the marks that reverse the direction of text, and invisible ones. */
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
