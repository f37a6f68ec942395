package dev.observatory.bench.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@link SoakedProgram} with the agent while the command line watches it, and verifies that the calls keep the intended
 * rate, that each call is observed in the program and shown by the command line or counted as dropped, and that the heap does
 * not grow.
 *
 * <p>The growth is the slope of a line fitted to the heap after full collections. It excludes the first quarter of the time,
 * during which code is compiled and tables reach their size.
 */
public final class Soak {
    private static final int DEFAULT_SECONDS = 480;
    private static final int MEASUREMENTS = 120;
    private static final double LEAST_SHARE_OF_RATE = 0.99;
    private static final double MOST_GROWTH = 1;
    private static final Pattern COUNTS = Pattern.compile("Sent (\\d+), shown (\\d+), dropped (\\d+)");
    private static final String HEAP = "heap ";
    private static final String DONE = "done ";

    private final String agent;
    private final int seconds;
    private final HeapSlope slope = new HeapSlope();
    private boolean allHold = true;

    private Soak(String agent, int seconds) {
        this.agent = agent;
        this.seconds = seconds;
    }

    /**
     * Runs the soak test and prints the results, with the figure last.
     *
     * @param args the path of the agent jar and the seconds to run, 480 by default
     * @throws Exception if the program or the command line misbehaves
     */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_SECONDS;
        System.exit(new Soak(args[0], seconds).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Process program = start(
                ProcessBuilder.Redirect.INHERIT,
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+EnableDynamicAgentLoading",
                "-javaagent:" + agent,
                "-cp",
                System.getProperty("java.class.path"),
                SoakedProgram.class.getName(),
                Integer.toString(seconds),
                Integer.toString(MEASUREMENTS));
        Process watch = null;
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
                PrintWriter in = new PrintWriter(program.outputWriter(StandardCharsets.UTF_8), true)) {
            require("ready".equals(out.readLine()), "The program did not start");
            watch = start(
                    ProcessBuilder.Redirect.PIPE,
                    "-jar",
                    agent,
                    "watch",
                    Long.toString(program.pid()),
                    SoakedProgram.class.getName() + "#work",
                    "--args",
                    "--result");
            Lines shown = new Lines(watch.getInputStream());
            shown.start();
            BufferedReader errors = watch.errorReader(StandardCharsets.UTF_8);
            awaitWoven(errors);
            in.println("go");
            String[] done = readUntilDone(out).split(" ", -1);
            String counts = end(watch, errors);
            shown.join();
            in.println("end");
            require(program.waitFor(30, TimeUnit.SECONDS), "The program did not terminate");
            require(program.exitValue() == 0, "The program exited with code [" + program.exitValue() + "]");
            checkAll(done, counts, shown.number);
        } finally {
            program.destroyForcibly();
            if (watch != null) {
                watch.destroyForcibly();
            }
        }
        return allHold;
    }

    /** Starts a JVM that reacts to Ctrl-C, which processes started in the background ignore by default. */
    private static Process start(ProcessBuilder.Redirect errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(errors).start();
    }

    private static void awaitWoven(BufferedReader errors) throws IOException {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            System.out.println(line);
            if (line.endsWith("Press Ctrl-C to end")) {
                return;
            }
        }
        throw new IllegalStateException("The command line did not start watching");
    }

    /** Records the program's measurements and returns its last line. */
    private String readUntilDone(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            System.out.println(line);
            if (line.startsWith(DONE)) {
                return line;
            }
            if (line.startsWith(HEAP)) {
                String[] measured = line.split(" ", -1);
                long nanos = Long.parseLong(measured[1]);
                if (nanos > seconds * 1_000_000_000L / 4) {
                    slope.add(nanos, Long.parseLong(measured[2]));
                }
            }
        }
        throw new IllegalStateException("The program terminated early");
    }

    private static String end(Process watch, BufferedReader errors) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-INT", Long.toString(watch.pid()))
                .start()
                .waitFor();
        require(code == 0, "The command line could not be interrupted");
        String last = "";
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            System.out.println(line);
            last = line;
        }
        require(watch.waitFor(30, TimeUnit.SECONDS), "The command line did not terminate");
        require(watch.exitValue() == 0, "The command line exited with code [" + watch.exitValue() + "]");
        return last;
    }

    private void checkAll(String[] done, String counts, long lines) {
        long calls = Long.parseLong(done[1]);
        long received = Long.parseLong(done[2]);
        double rate = calls * 1e9 / Long.parseLong(done[3]);
        double behindMillis = Long.parseLong(done[4]) / 1e6;
        long churned = Long.parseLong(done[5]);
        Matcher numbers = COUNTS.matcher(counts);
        require(numbers.matches(), "The command line printed [" + counts + "] instead of its counts");
        long sent = Long.parseLong(numbers.group(1));
        long shown = Long.parseLong(numbers.group(2));
        long dropped = Long.parseLong(numbers.group(3));
        check(
                rate >= LEAST_SHARE_OF_RATE * SoakedProgram.RATE,
                "%,.0f calls a second of %,d intended, at most %.0f ms late",
                rate,
                SoakedProgram.RATE,
                behindMillis);
        check(
                calls == (long) SoakedProgram.RATE * seconds && received == calls,
                "of %,d calls, %,d were observed in the program",
                calls,
                received);
        check(sent == calls, "of %,d calls, %,d were sent to the command line", calls, sent);
        check(sent == shown + dropped, "of %,d events sent, %,d were shown and %,d dropped", sent, shown, dropped);
        check(shown == lines && shown > 0, "of %,d events shown, %,d lines were printed", shown, lines);
        check(
                churned > 0 && Long.parseLong(done[6]) == churned,
                "of %,d other changes, messages and calls, %s were observed",
                churned,
                done[6]);
        check(
                slope.perMinute() <= MOST_GROWTH,
                "the heap grows by %.3f MiB a minute (standard error %.3f), of %.0f MiB, in %d full collections",
                slope.perMinute(),
                slope.error(),
                slope.mean(),
                slope.size());
        System.out.println(String.format(
                        Locale.ROOT,
                        "figure: %,d calls in %d s, %,.0f a second: all observed, %,d shown + %,d dropped = sent; heap %+.3f MiB a minute"
                                + " (standard error %.3f), limit %.0f",
                        calls,
                        seconds,
                        rate,
                        shown,
                        dropped,
                        slope.perMinute(),
                        slope.error(),
                        MOST_GROWTH)
                + (allHold ? "" : "; BROKEN"));
    }

    private void check(boolean holds, String rule, Object... values) {
        allHold &= holds;
        System.out.println((holds ? "  holds   " : "  BROKEN  ") + String.format(Locale.ROOT, rule, values));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Reads a stream as fast as possible and counts its lines. */
    private static final class Lines extends Thread {
        private final InputStream from;
        private long number;

        Lines(InputStream from) {
            super("lines");
            this.from = from;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[1 << 16];
            try {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    for (int i = 0; i < read; i++) {
                        number += buffer[i] == '\n' ? 1 : 0;
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
