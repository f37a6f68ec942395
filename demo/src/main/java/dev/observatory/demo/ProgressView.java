package dev.observatory.demo;

import java.io.PrintStream;

/** An output of live events. Not safe for use by several threads. */
sealed interface ProgressView permits TerminalView, PlainView {
    /** Must be set to true if standard output is a terminal; {@code System.console()} does not reveal that since JDK 22. */
    String TERMINAL_PROPERTY = "observatory.demo.terminal";

    static ProgressView on(PrintStream out) {
        return Boolean.getBoolean(TERMINAL_PROPERTY) ? new TerminalView(out, ProgressBar.NARROW) : new PlainView(out);
    }

    /** Shows the progress; may skip an update that changes little. */
    void show(Progress progress);

    /** Prints a permanent line. */
    void print(String line);

    /** Ends the progress output: the last progress stays, and the next line starts below it. */
    void finish();
}
