package dev.observatory.agent.testing;

import com.acme.Attached;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that goes on while a test does something to it: mostly {@link Attached}, which answers questions about itself. */
public final class LiveJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;
    private final Path err;

    private LiveJvm(Process process, Path err) {
        this.process = process;
        this.err = err;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public static LiveJvm start(String... options) {
        return start(List.of(options), List.of());
    }

    /**
     * Starts one and waits until it works.
     *
     * @param options of the JVM
     * @param arguments of the program; if there is one, a folder of generated classes
     */
    public static LiveJvm start(List<String> options, List<String> arguments) {
        String classPath = ForkedJvm.testClasses().toString();
        if (!arguments.isEmpty()) {
            classPath += File.pathSeparator + Path.of(arguments.get(0)).getParent();
        }
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-cp", classPath, Attached.class.getName()));
        words.addAll(arguments);
        return of(words);
    }

    /** Starts any program that says that it is ready, and answers each line with one. */
    public static LiveJvm of(List<String> words) {
        List<String> command = new ArrayList<>(List.of(ForkedJvm.tool("java")));
        command.addAll(words);
        return ofCommand(command);
    }

    /** As {@link #of}, by any command. */
    public static LiveJvm ofCommand(List<String> command) {
        try {
            Path err = Files.createTempFile("live-jvm", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            LiveJvm jvm = new LiveJvm(builder.start(), err);
            String line = jvm.out.readLine();
            while (line != null && !line.startsWith("ready")) {
                line = jvm.out.readLine(); // The JVM itself may have something to say before.
            }
            if (line == null) {
                throw new AssertionError("did not start:\n" + jvm.err());
            }
            return jvm;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String pid() {
        return Long.toString(process.pid());
    }

    public Process process() {
        return process;
    }

    /** Sends one query and returns its answer. */
    public String ask(String question) {
        try {
            in.println(question);
            String answer = out.readLine();
            if (answer == null) {
                throw new AssertionError("ended instead of answering [" + question + "]:\n" + err());
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public long number(String question) {
        return Long.parseLong(ask(question));
    }

    /** Says something that will not be answered. */
    public void say(String question) {
        in.println(question);
    }

    /** What stands on its standard error stream, but for the JVM's own warnings. */
    public String err() {
        return String.join(
                "\n",
                errLines().stream()
                        .filter(line -> !line.startsWith("WARNING: "))
                        .toList());
    }

    /** Its standard error stream so far, with the JVM's own warnings. */
    public List<String> errLines() {
        try {
            return Files.readAllLines(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until it has ended. */
    public int exit() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("did not end within half a minute");
            }
            return process.exitValue();
        } catch (InterruptedException failure) {
            throw new AssertionError("interrupted", failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exit();
        try {
            Files.deleteIfExists(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
