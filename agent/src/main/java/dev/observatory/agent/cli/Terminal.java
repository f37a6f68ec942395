package dev.observatory.agent.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The terminal that the output goes to, if it does not go to a file or another program. */
final class Terminal {
    private static final long TIMEOUT_SECONDS = 2;
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /**
     * The size of the terminal.
     *
     * @param rows 0 if unknown
     * @param columns 0 if unknown
     */
    record Size(int rows, int columns) {}

    /** Returns the current size, which changes with the window. Java has no method for it. */
    static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (stty.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && output.matches("[0-9]{1,5} [0-9]{1,5}")) {
                int space = output.indexOf(' ');
                return new Size(
                        Integer.parseInt(output.substring(0, space)), Integer.parseInt(output.substring(space + 1)));
            }
        } catch (IOException notThere) {
            // Without a size, lines and tables are not shortened.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Size(0, 0);
    }

    /** Returns whether the output goes to a terminal, whatever the input is. */
    static boolean isInteractive() {
        try {
            String output = Files.readSymbolicLink(OUTPUT).toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty") || output.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notOnLinux) {
            return hasConsole();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Null before JDK 22; since then isTerminal decides.
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since JDK 22 there always is a console, which may be no terminal.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}
