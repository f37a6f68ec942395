package dev.observatory.machine.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Prepares names, which may contain any character, for languages that are read line by line. */
final class PlainText {
    private PlainText() {}

    /** Returns a name on one line, with a space for each character that would begin another line, is invisible or reorders the others. */
    static String onOneLine(String name) {
        return name.codePoints()
                .map(each -> isUnprintable(each) ? ' ' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean isUnprintable(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // The joiners of scripts and emoji are format characters too.
            case Character.FORMAT -> (each >= 0x202A && each <= 0x202E) || (each >= 0x2066 && each <= 0x2069);
            default -> false;
        };
    }

    /** Returns a text with an escape sequence for each character at an index for which a condition holds. */
    static String escaped(String text, IntPredicate isSpecial, String format) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (isSpecial.test(i)) {
                escaped.append(String.format(format, (int) each));
            } else {
                escaped.append(each);
            }
        }
        return escaped.toString();
    }

    /** Returns the character at an index; 0 outside the text. */
    static char at(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : 0;
    }

    /** Returns whether the character at an index stands beside another one like it, as in markup. */
    static boolean isDoubled(String text, int index) {
        char each = text.charAt(index);
        return at(text, index - 1) == each || at(text, index + 1) == each;
    }

    /** Splits a text at spaces into lines of limited length; a longer word gets a line of its own. All but the first are indented. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(' ');
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
