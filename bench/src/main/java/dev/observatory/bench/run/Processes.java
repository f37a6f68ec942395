package dev.observatory.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Java programs as separate processes, one at a time. */
public final class Processes {
    private static final long MILLIS_BETWEEN_SAMPLES = 5;

    private Processes() {}

    /** Returns the class path of this JVM. */
    public static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Runs a main class until it terminates. */
    public static Run java(List<String> options, String classPath, Class<?> main)
            throws IOException, InterruptedException {
        return java(options, classPath, main.getName(), List.of());
    }

    /** Runs a main class until it terminates. */
    public static Run java(List<String> options, String classPath, String main, List<String> args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(args);
        Path output = Files.createTempFile("benchmark", ".out"); // Not a pipe: this thread samples memory meanwhile.
        try {
            double cpuBefore = ProcessStatistics.cpuMillisOfEndedChildren();
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            double peak = Double.NaN;
            while (!process.waitFor(MILLIS_BETWEEN_SAMPLES, TimeUnit.MILLISECONDS)) {
                double seen = ProcessStatistics.peakMebibytes(process.pid());
                peak = Double.isNaN(seen) ? peak : seen;
            }
            long nanos = System.nanoTime() - start;
            double cpu = ProcessStatistics.cpuMillisOfEndedChildren() - cpuBefore;
            String printed = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("Benchmark is wrong: " + command + " exited with code ["
                        + process.exitValue() + "]: " + printed);
            }
            return new Run(nanos, cpu, peak, printed.strip());
        } finally {
            Files.delete(output);
        }
    }

    /**
     * The figures of one process, from start to termination.
     *
     * @param cpuMillis the processor time, in steps of the kernel's tick; NaN where the system does not provide it
     * @param peakMebibytes the peak resident memory until a few milliseconds before termination; NaN likewise
     */
    public record Run(long nanos, double cpuMillis, double peakMebibytes, String printed) {
        double millis() {
            return nanos / 1e6;
        }
    }
}
