package dev.observatory.progress;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out what an output can display, as far as the JDK shows it. */
final class OutputProbe {
    private static final String BLOCKS = "│█▏…";
    private static final int STANDARD_COLUMNS = 80;

    private OutputProbe() {}

    static boolean isTerminal(Appendable out) {
        boolean isOut = out == System.out;
        if (!isOut && out != System.err) {
            return false;
        }
        boolean isWindows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return understandsEscapes(isWindows, System.getenv("TERM"), System.getenv("WT_SESSION"))
                && isConnectedToTerminal(isOut ? 1 : 2);
    }

    /** Returns whether a terminal interprets ANSI escape sequences: the old console of Windows does only if that is enabled. */
    static boolean understandsEscapes(boolean isWindows, @Nullable String term, @Nullable String windowsTerminal) {
        return isWindows ? term != null || windowsTerminal != null : !"dumb".equals(term);
    }

    private static boolean isConnectedToTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.exists(Path.of("/proc/self/fd"))) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException | UnsupportedOperationException | SecurityException closed) {
            return false;
        }
        return isInteractive(System.console());
    }

    /** Since JDK 22, a console exists also if it is no terminal, and has a method that says so. */
    private static boolean isInteractive(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException older) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            return false;
        }
    }

    static int columns(int least, int most) {
        return columns(System.getenv("COLUMNS"), least, most);
    }

    static int columns(@Nullable String stated, int least, int most) {
        if (stated == null || !stated.matches("[0-9]{1,6}")) {
            return STANDARD_COLUMNS;
        }
        return Math.max(least, Math.min(most, Integer.parseInt(stated)));
    }

    static boolean canEncodeBlocks(Appendable out) {
        Charset charset = charsetOf(out);
        return charset == null || (charset.canEncode() && charset.newEncoder().canEncode(BLOCKS));
    }

    /** Returns the character set of an output; null if it takes characters. */
    private static @Nullable Charset charsetOf(Appendable out) {
        if (!(out instanceof PrintStream)) {
            return null;
        }
        try {
            return (Charset) PrintStream.class.getMethod("charset").invoke(out); // Since JDK 18.
        } catch (NoSuchMethodException older) {
            return charsetOnOlderJdks(out);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            return Charset.defaultCharset();
        }
    }

    private static Charset charsetOnOlderJdks(Appendable out) {
        String name = out == System.out
                ? System.getProperty("sun.stdout.encoding")
                : out == System.err ? System.getProperty("sun.stderr.encoding") : null;
        try {
            return name == null ? Charset.defaultCharset() : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Charset.defaultCharset();
        }
    }
}
