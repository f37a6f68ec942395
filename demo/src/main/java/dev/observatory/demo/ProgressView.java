package dev.observatory.demo;

import java.io.PrintStream;

/** Where live events are shown. Used by one thread. */
sealed interface ProgressView permits TerminalView, PlainView {
    /** Set to true by whoever knows that standard output is a terminal; {@code System.console()} stopped telling in 22. */
    String TERMINAL_PROPERTY = "observatory.demo.terminal";

    static ProgressView on(PrintStream out) {
        return Boolean.getBoolean(TERMINAL_PROPERTY) ? new TerminalView(out, ProgressBar.NARROW) : new PlainView(out);
    }

    /** Shows how far the run has come; may pass over what is no news. */
    void show(Progress progress);

    /** Prints a line that stays. */
    void print(String line);

    /** Leaves the last progress standing; the next line begins below it. */
    void finish();
}
