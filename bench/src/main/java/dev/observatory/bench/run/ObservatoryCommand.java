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
 * This library's command line, as somebody types it: each command in a JVM of its own.
 *
 * @param agentJar the path of the agent, which is the command line too
 */
public record ObservatoryCommand(String agentJar) {

    private List<String> command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // As scripts/observatory does.
        List<String> command = new ArrayList<>(
                List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-jar", agentJar));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a command to its end, and returns the lines that it printed. */
    public List<String> run(String... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        List<String> said;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            said = out.lines().toList();
        }
        check(process, List.of(arguments), said);
        return said;
    }

    private static void check(Process process, Object command, Object said) throws InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "Benchmark is wrong: [observatory " + command + "] ended with [" + exit + "]: " + said);
        }
    }

    /** Begins to watch. */
    public Watch watch(String pid, String pattern, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("watch", pid, pattern));
        arguments.addAll(List.of(options));
        return new Watch(command(arguments.toArray(new String[0])));
    }

    /** A watch that goes on. */
    public static final class Watch implements AutoCloseable {
        private static final Pattern COUNTS = Pattern.compile("Sent (\\d+), shown (\\d+), dropped (\\d+)");
        private static final long MILLIS_BETWEEN_LOOKS = 10;

        private final Process process;
        private final Path told;
        private final BufferedReader events;
        private final Thread reader;

        private Watch(List<String> command) throws IOException {
            told = Files.createTempFile("watch", ".err");
            process = new ProcessBuilder(command).redirectError(told.toFile()).start();
            events = process.inputReader(StandardCharsets.UTF_8);
            reader = new Thread(() -> events.lines().forEach(line -> {}), "reader of events");
            reader.setDaemon(true);
        }

        /** Waits for the first event; not to be mixed with {@link #untilWoven}. */
        public String nextEvent() throws IOException {
            String line = events.readLine();
            if (line == null) {
                throw new IllegalStateException("Benchmark is wrong: nothing was watched: " + Files.readString(told));
            }
            return line;
        }

        /** Waits until it says so; from then on it reads events, and lets them go. */
        public void untilWoven() throws IOException, InterruptedException {
            reader.start();
            while (!Files.readString(told).contains("Woven: ")) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Benchmark is wrong: the watch ended: " + Files.readString(told));
                }
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
        }

        /** Waits for its end. */
        public void end() throws IOException, InterruptedException {
            ObservatoryCommand.check(process, "watch", Files.readString(told));
        }

        /** Ends it as Ctrl-C does, but by the signal that a process in the background does not ignore. */
        public void interrupt() throws IOException, InterruptedException {
            process.toHandle().destroy();
            end();
            reader.join();
        }

        /** Fails unless it has told of each event, what it dropped included. */
        public void check(long events) throws IOException {
            String last = Files.readString(told);
            Matcher counts = COUNTS.matcher(last);
            if (!counts.find()
                    || Long.parseLong(counts.group(1)) != events
                    || Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3)) != events) {
                throw new IllegalStateException(
                        "Benchmark is wrong: of [" + events + "] events the watch said [" + last + "]");
            }
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.deleteIfExists(told);
        }
    }
}
