package dev.observatory.bench.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A running command of a tool, whose output a thread reads. Killed on close with all its children. */
final class ToolCommand implements AutoCloseable {
    private static final long SECONDS_TO_WAIT = 60;
    private static final int MOST_LINES_KEPT = 60;

    private final List<String> command;
    private final Process process;
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Long> firstEvent = new CompletableFuture<>();
    private final AtomicLong events = new AtomicLong();
    private final Thread reader;

    private ToolCommand(List<String> command, Process process, Predicate<String> isEvent) {
        this.command = command;
        this.process = process;
        reader = new Thread(() -> read(isEvent), "tool-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a command.
     *
     * @param isEvent whether a line of the output shows a call
     */
    static ToolCommand start(List<String> command, ToolHome home, Predicate<String> isEvent) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(home.user().toFile());
        builder.environment().put("HOME", home.user().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        return new ToolCommand(command, process, isEvent);
    }

    private void read(Predicate<String> isEvent) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (isEvent.test(line)) {
                    firstEvent.complete(System.nanoTime());
                    events.incrementAndGet();
                }
                if (printed.size() < MOST_LINES_KEPT) {
                    printed.add(line);
                }
            }
        } catch (IOException killed) {
            printed.add(killed.toString());
        }
        firstEvent.completeExceptionally(new IOException("the output ended"));
    }

    /** Waits for the first call shown, and returns when it was, as {@link System#nanoTime()}. */
    long firstEvent() throws InterruptedException {
        try {
            return firstEvent.get(SECONDS_TO_WAIT, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw failure("showed no event", e);
        }
    }

    boolean hasShown() {
        return firstEvent.isDone();
    }

    /** Returns the number of calls shown so far. */
    long events() {
        return events.get();
    }

    /** Waits until the command terminates. */
    void end() throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
            throw failure("has not ended", null);
        }
        reader.join();
        if (process.exitValue() != 0) {
            throw failure("exited with code [" + process.exitValue() + "]", null);
        }
    }

    private IllegalStateException failure(String what, @Nullable Exception cause) {
        return new IllegalStateException("Benchmark is wrong: " + command + " " + what + ": " + printed, cause);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS_TO_WAIT, TimeUnit.SECONDS);
        } catch (InterruptedException toEnd) {
            Thread.currentThread().interrupt();
        }
    }
}
