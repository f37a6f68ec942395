package dev.observatory.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line, as used from a shell: each command runs in a separate JVM.
 *
 * @param agentJar the path of the agent jar, which contains the command line
 */
public record ObservatoryCommand(String agentJar) {

    /** The JVM options of {@code scripts/observatory}, for tools that have none of their own. */
    public static final List<String> JVM_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    /** Returns a complete command with more JVM options. */
    public List<String> command(List<String> moreOptions, List<String> arguments) {
        Path project = Path.of(agentJar).toAbsolutePath().resolve("../../..").normalize();
        List<String> command = new ArrayList<>(
                List.of("env", "JAVA_HOME=" + System.getProperty("java.home"), "AGENT_JAR=" + agentJar));
        if (!moreOptions.isEmpty()) {
            command.add("JDK_JAVA_OPTIONS=" + String.join(" ", moreOptions));
        }
        command.add(project.resolve("scripts/observatory").toString());
        command.addAll(arguments);
        return command;
    }

    private List<String> command(String... arguments) {
        return command(List.of(), List.of(arguments));
    }

    /** Runs a command until it terminates, and returns the lines that it printed. */
    public List<String> run(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        List<String> output;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            output = out.lines().toList();
        }
        check(process, List.of(arguments), output);
        return output;
    }

    private static void check(Process process, Object command, Object output) throws InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "Benchmark is wrong: [observatory " + command + "] exited with code [" + exit + "]: " + output);
        }
    }

    /** Starts watching. */
    public Watch watch(String pid, String pattern, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("watch", pid, pattern));
        arguments.addAll(List.of(options));
        return new Watch(command(arguments.toArray(new String[0])));
    }

    /** A running {@code watch} command. */
    public static final class Watch implements AutoCloseable {
        private static final Pattern COUNTS = Pattern.compile("Sent (\\d+), shown (\\d+), dropped (\\d+)");
        private static final long MILLIS_BETWEEN_POLLS = 10;

        private final Process process;
        private final Path errors;
        private final BufferedReader events;
        private final Thread reader;

        private Watch(List<String> command) throws IOException {
            errors = Files.createTempFile("watch", ".err");
            process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            events = process.inputReader(StandardCharsets.UTF_8);
            reader = new Thread(() -> events.lines().forEach(line -> {}), "event-reader");
            reader.setDaemon(true);
        }

        /** Waits for the next event. Must not be combined with {@link #untilWoven}. */
        public String nextEvent() throws IOException {
            String line = events.readLine();
            if (line == null) {
                throw new IllegalStateException("Benchmark is wrong: no event was shown: " + Files.readString(errors));
            }
            return line;
        }

        /** Waits until the command reports that it has woven the classes; from then on, reads and discards events. */
        public void untilWoven() throws IOException, InterruptedException {
            reader.start();
            while (!Files.readString(errors).contains("Woven: ")) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(
                            "Benchmark is wrong: the command terminated: " + Files.readString(errors));
                }
                Thread.sleep(MILLIS_BETWEEN_POLLS);
            }
        }

        /** Waits until the command terminates. */
        public void end() throws IOException, InterruptedException {
            ObservatoryCommand.check(process, "watch", Files.readString(errors));
        }

        /** Terminates the command as Ctrl-C does, but with a signal that background processes do not ignore. */
        public void interrupt() throws IOException, InterruptedException {
            process.toHandle().destroy();
            end();
            reader.join();
        }

        /** Fails unless the events shown and dropped add up to the given number. */
        public void check(long events) throws IOException {
            String last = Files.readString(errors);
            Matcher counts = COUNTS.matcher(last);
            if (!counts.find()
                    || Long.parseLong(counts.group(1)) != events
                    || Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3)) != events) {
                throw new IllegalStateException(
                        "Benchmark is wrong: of [" + events + "] events the command counted [" + last + "]");
            }
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.deleteIfExists(errors);
        }
    }
}
