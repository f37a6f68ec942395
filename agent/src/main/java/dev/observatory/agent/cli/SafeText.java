package dev.observatory.agent.cli;

import java.util.HexFormat;

/**
 * Makes names that others have chosen safe for a terminal: what could move a cursor, colour, hide or reorder is written as in source
 * code. Values come from the agent as safe text already, and stay as they are.
 */
final class SafeText {
    private SafeText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isSafe(Character.getType(point))) {
                safe.appendCodePoint(point);
            } else {
                for (char c : Character.toChars(point)) {
                    safe.append("\\u").append(HexFormat.of().toHexDigits(c));
                }
            }
        });
        return safe.toString();
    }

    /** Format characters include the marks that reverse the direction of text. */
    private static boolean isSafe(int category) {
        return switch (category) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
