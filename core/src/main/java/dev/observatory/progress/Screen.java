package dev.observatory.progress;

import java.io.Flushable;
import java.io.IOException;
import java.util.List;

/**
 * Writes lines that remain and, on a terminal, lines below them that the next ones replace. The cursor is always at the beginning
 * of the line below. Not safe for use by multiple threads.
 */
final class Screen {
    private static final String ERASE_TO_END_OF_LINE = "\033[K";
    private static final String ERASE_BELOW = "\033[J";
    /** Without automatic wrapping, a line that is wider than the terminal is cut off and takes one line still. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final Appendable out;
    private int replaceable;

    Screen(Appendable out) {
        this.out = out;
    }

    /**
     * Writes lines at once.
     *
     * @param lasting the lines that remain
     * @param replaced the lines that the next ones replace; none unless the output is a terminal
     */
    void write(List<String> lasting, List<String> replaced) throws IOException {
        boolean isRedrawn = replaceable > 0 || !replaced.isEmpty();
        StringBuilder text = new StringBuilder();
        if (replaceable > 0) {
            text.append("\033[").append(replaceable).append("A\r"); // Up to the first line that is replaced.
        }
        for (String line : lasting) {
            text.append(line).append(isRedrawn ? ERASE_TO_END_OF_LINE : "").append(System.lineSeparator());
        }
        if (isRedrawn) {
            text.append(NO_WRAP);
            for (String line : replaced) {
                text.append(line).append(ERASE_TO_END_OF_LINE).append(System.lineSeparator());
            }
            text.append(ERASE_BELOW).append(WRAP);
        }
        replaceable = replaced.size();
        if (text.length() > 0) {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        }
    }
}
