package dev.observatory.agent.cli;

/**
 * The width of text on a terminal, in columns: two for the characters of East Asian scripts and pictures, none for marks that combine with
 * the character before them.
 */
final class TextWidth {
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f,
        0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680,
        0x1f6ff, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd
    };

    private TextWidth() {}

    static int columns(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            columns += columns(point);
            i += Character.charCount(point);
        }
        return columns;
    }

    private static int columns(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (point >= WIDE[i] && point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** Returns the beginning of a text, and an ellipsis if that is not all of it, in at most as many columns. */
    static String cut(String text, int columns, String ellipsis) {
        if (columns(text) <= columns) {
            return text;
        }
        int left = columns - columns(ellipsis);
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            left -= columns(point);
            if (left < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return end == 0
                ? ellipsis.substring(0, Math.min(ellipsis.length(), columns))
                : text.substring(0, end) + ellipsis;
    }

    /** Returns the end of a text, after an ellipsis if that is not all of it, in at most as many columns. */
    static String cutFront(String text, int columns, String ellipsis) {
        if (columns(text) <= columns) {
            return text;
        }
        int left = columns - columns(ellipsis);
        int begin = text.length();
        while (begin > 0) {
            int point = text.codePointBefore(begin);
            left -= columns(point);
            if (left < 0) {
                break;
            }
            begin -= Character.charCount(point);
        }
        return ellipsis + text.substring(begin);
    }
}
