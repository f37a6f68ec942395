package dev.observatory.progress;

/** Measures and shortens text by the columns that it takes on a terminal. */
final class TextColumns {
    /** Code points that take two columns: East Asian wide and full-width ones, and emoji; first and last of each range. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F900, 0x1F9FF, 0x20000,
        0x3FFFD
    };

    private TextColumns() {}

    /** Returns text on one line that cannot control a terminal: a space for each control character and line separator. */
    static String printable(String text, boolean isAscii) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (Character.isISOControl(point)
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE
                    || isDirectional(point)) {
                printable.append(' ');
            } else if (isAscii && point > 0x7E) {
                printable.append(columns(point) == 0 ? "" : "?");
            } else {
                printable.appendCodePoint(point);
            }
        });
        return printable.toString();
    }

    /** Returns whether a character changes the direction of the text that follows, beyond its own line part. */
    private static boolean isDirectional(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    static int columns(String text) {
        return text.codePoints().map(TextColumns::columns).sum();
    }

    private static int columns(int point) {
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

    /** Returns text of exactly a number of columns: shortened, with a mark at its end, or filled with spaces. */
    static String fit(String text, int columns, String mark) {
        int present = columns(text);
        if (present <= columns) {
            return text + " ".repeat(columns - present);
        }
        int room = columns - columns(mark);
        StringBuilder fitting = new StringBuilder(text.length());
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int more = columns(point);
            if (used + more > room) {
                break;
            }
            fitting.appendCodePoint(point);
            used += more;
            i += Character.charCount(point);
        }
        return fitting.append(mark).append(" ".repeat(room - used)).toString();
    }
}
