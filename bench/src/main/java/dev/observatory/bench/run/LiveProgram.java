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

/** A {@link BusyProgram} in a JVM of its own, which ends when this is closed. */
public final class LiveProgram implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;

    private LiveProgram(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Starts one and waits until it works. */
    public static LiveProgram start(String classPath, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                classPath,
                BusyProgram.class.getName()));
        command.addAll(args);
        LiveProgram program = new LiveProgram(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        String said = program.out.readLine();
        if (!"ready".equals(said)) {
            program.close();
            throw new IllegalStateException("Benchmark is wrong: [" + command + "] said [" + said + "]");
        }
        return program;
    }

    public String pid() {
        return Long.toString(process.pid());
    }

    /** Asks one question. */
    public long ask(String question) throws IOException {
        in.println(question);
        String answer = out.readLine();
        if (answer == null) {
            throw new IllegalStateException("Benchmark is wrong: it ended instead of answering [" + question + "]");
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
