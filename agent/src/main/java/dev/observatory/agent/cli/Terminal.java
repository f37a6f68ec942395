package dev.observatory.agent.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Whether somebody looks at the output, or it goes to a file or another program. */
final class Terminal {
    private static final long PATIENCE_SECONDS = 2;

    private Terminal() {}

    /**
     * Its size.
     *
     * @param rows 0 if unknown
     * @param columns 0 if unknown
     */
    record Size(int rows, int columns) {}

    /** As it is now: somebody may have pulled at its window. Java has no call for it. */
    static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && said.matches("[0-9]{1,5} [0-9]{1,5}")) {
                int space = said.indexOf(' ');
                return new Size(
                        Integer.parseInt(said.substring(0, space)), Integer.parseInt(said.substring(space + 1)));
            }
        } catch (IOException notThere) {
            // Then what is shown is neither shortened nor cut.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Size(0, 0);
    }

    @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it is null, and after that the second question tells.
    static boolean isUsed() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there always is a console, and this tells whether it is a terminal.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}
