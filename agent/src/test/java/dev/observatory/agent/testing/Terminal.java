package dev.observatory.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real terminal, by tmux: types what a person would type, and reads the screen. */
public final class Terminal implements AutoCloseable {
    private final String socket = "observatory-test-" + ProcessHandle.current().pid();

    private Terminal() {}

    public static boolean isPossible() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    public static Terminal open() {
        Terminal terminal = new Terminal();
        terminal.tmux("-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "50", "env PS1='> ' sh");
        terminal.tmux("set-option", "-g", "history-limit", "5000");
        terminal.awaitText(">");
        return terminal;
    }

    /** Types a line. */
    public void type(String line) {
        tmux("send-keys", "-l", line);
        tmux("send-keys", "Enter");
    }

    public void press(String key) {
        tmux("send-keys", key);
    }

    public void clear() {
        type("clear");
        awaitScreen(screen -> screen.strip().equals(">"), "a clear screen");
    }

    /** What can be seen now, with the sequences that color it; lines that the terminal has wrapped stay wrapped. */
    public String coloredScreen() {
        return tmux("capture-pane", "-p", "-e");
    }

    /** What can be seen now. */
    public String screen() {
        return tmux("capture-pane", "-p", "-J");
    }

    public String awaitText(String text) {
        return awaitScreen(screen -> screen.contains(text), "[" + text + "]");
    }

    private String awaitScreen(Predicate<String> wanted, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String screen = screen();
        while (!wanted.test(screen)) {
            assertThat(System.nanoTime())
                    .as("waiting for %s on the screen:%n%s", what, screen)
                    .isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            screen = screen();
        }
        return screen;
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, out).isZero();
            return out;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
