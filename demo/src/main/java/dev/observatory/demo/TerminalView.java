package dev.observatory.demo;

import java.io.PrintStream;

/** Shows events on a terminal: a bar that is redrawn in the last line, and permanent lines above it. */
final class TerminalView implements ProgressView {
    private final PrintStream out;
    private final ProgressBar bar;
    private String drawn = "";

    TerminalView(PrintStream out, ProgressBar bar) {
        this.out = out;
        this.bar = bar;
    }

    @Override
    public void show(Progress progress) {
        String next = bar.draw(progress);
        if (!next.equals(drawn)) {
            overwrite(next);
            drawn = next;
        }
    }

    @Override
    public void print(String line) {
        String standing = drawn;
        overwrite(line);
        out.println();
        out.print(standing);
        out.flush();
    }

    @Override
    public void finish() {
        if (!drawn.isEmpty()) {
            out.println();
            drawn = "";
        }
    }

    /** Overwrites the bar with a line. Spaces erase on every terminal, unlike an escape sequence. */
    private void overwrite(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, drawn.length() - line.length())));
        out.flush();
    }
}
