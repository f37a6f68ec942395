package dev.observatory.bench.run;

import dev.observatory.bench.program.BusyProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A {@link BusyProgram} in a separate JVM, terminated on close. */
public final class LiveProgram implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    private LiveProgram(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Starts the program, with the error output of this process, and waits until it is ready. */
    public static LiveProgram start(String classPath, List<String> args) throws IOException {
        return start(List.of(), classPath, args, ProcessBuilder.Redirect.INHERIT);
    }

    /** Starts the program and waits until it is ready. */
    public static LiveProgram start(
            List<String> options, String classPath, List<String> args, ProcessBuilder.Redirect errors)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+EnableDynamicAgentLoading");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, BusyProgram.class.getName()));
        command.addAll(args);
        LiveProgram program = new LiveProgram(
                new ProcessBuilder(command).redirectError(errors).start());
        String line = program.out.readLine();
        if (!"ready".equals(line)) {
            program.close();
            throw new IllegalStateException("Benchmark is wrong: [" + command + "] printed [" + line + "]");
        }
        return program;
    }

    public String pid() {
        return Long.toString(process.pid());
    }

    /** Sends a query and returns the answer. Skips other lines, since some agents print to the program's output. */
    public long query(String question) throws IOException {
        in.println(question);
        String answer = out.readLine();
        while (answer != null && !NUMBER.matcher(answer).matches()) {
            answer = out.readLine();
        }
        if (answer == null) {
            throw new IllegalStateException(
                    "Benchmark is wrong: the program terminated instead of answering [" + question + "]");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException toEnd) {
            Thread.currentThread().interrupt();
        }
    }
}
