package dev.observatory.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Java programs as whole processes, one at a time. */
public final class Processes {
    private static final long MILLIS_BETWEEN_LOOKS = 5;

    private Processes() {}

    /** This program's own class path. */
    public static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Runs a main class to its end. */
    public static Run java(List<String> options, String classPath, Class<?> main)
            throws IOException, InterruptedException {
        return java(options, classPath, main.getName(), List.of());
    }

    /** Runs a main class to its end. */
    public static Run java(List<String> options, String classPath, String main, List<String> args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(args);
        Path output = Files.createTempFile("benchmark", ".out"); // Not a pipe: this thread has its own work meanwhile.
        try {
            double cpuBefore = ProcessAccounts.cpuMillisOfEndedChildren();
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            double peak = Double.NaN;
            while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                double seen = ProcessAccounts.peakMebibytes(process.pid());
                peak = Double.isNaN(seen) ? peak : seen;
            }
            long nanos = System.nanoTime() - start;
            double cpu = ProcessAccounts.cpuMillisOfEndedChildren() - cpuBefore;
            String printed = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "Benchmark is wrong: " + command + " ended with [" + process.exitValue() + "]: " + printed);
            }
            return new Run(nanos, cpu, peak, printed.strip());
        } finally {
            Files.delete(output);
        }
    }

    /**
     * One process from its start to its end.
     *
     * @param cpuMillis processor time, in the kernel's ticks; NaN where the system does not tell
     * @param peakMebibytes the most memory that was resident, as of a few milliseconds before the end; NaN likewise
     */
    public record Run(long nanos, double cpuMillis, double peakMebibytes, String printed) {
        double millis() {
            return nanos / 1e6;
        }
    }
}
