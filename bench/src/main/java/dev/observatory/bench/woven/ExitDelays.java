package dev.observatory.bench.woven;

import dev.observatory.bench.program.ExitingProgram;
import dev.observatory.bench.run.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Terminates a program in every possible way, without the agent and observed, in turn: the exit codes must be equal, and the
 * agent must not delay the exit by more than a limit.
 */
public final class ExitDelays {
    private static final int ROUNDS = 5;
    private static final double LIMIT_MILLIS = 300;

    private ExitDelays() {}

    private enum Way {
        EXIT,
        OBSERVER,
        TERMINATE,
        KILL
    }

    private record End(int code, double millis) {}

    /**
     * Measures and prints a table and the figure.
     *
     * @param args the path of the agent jar
     * @throws Exception if the program misbehaves
     */
    public static void main(String[] args) throws Exception {
        double most = 0;
        boolean isWrong = false;
        System.out.println("From the last output to the end of the process, ms; medians of " + ROUNDS + " rounds");
        for (Way way : Way.values()) {
            double[] plain = new double[ROUNDS];
            double[] observed = new double[ROUNDS];
            int code = 0;
            for (int round = 0; round < ROUNDS; round++) {
                End without = end(way, "unobserved");
                End with = end(way, "observed", "-javaagent:" + args[0]);
                plain[round] = without.millis();
                observed[round] = with.millis();
                code = with.code();
                isWrong |= with.code() != without.code();
            }
            double added = median(observed) - median(plain);
            most = Math.max(most, added);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s plain %7.2f  observed %7.2f  exit code %d%n",
                    way.name().toLowerCase(Locale.ROOT),
                    median(plain),
                    median(observed),
                    code);
        }
        System.out.println(String.format(Locale.ROOT, "figure: at most %.1f ms later, limit %.0f", most, LIMIT_MILLIS)
                + (isWrong ? "; exit codes DIFFER" : "; same exit codes"));
        if (isWrong || most > LIMIT_MILLIS) {
            System.exit(1);
        }
    }

    private static End end(Way way, String expected, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                Processes.ownClassPath(),
                ExitingProgram.class.getName(),
                way.name().toLowerCase(Locale.ROOT)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            long start = System.nanoTime();
            if (!("ready " + expected).equals(line)) {
                throw new IllegalStateException(
                        "Expected [ready " + expected + "], but the program printed [" + line + "]");
            }
            switch (way) {
                case TERMINATE -> process.destroy();
                case KILL -> process.destroyForcibly();
                default -> {}
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The program did not terminate by [" + way + "] within 30 seconds");
            }
            return new End(process.exitValue(), (System.nanoTime() - start) / 1e6);
        } finally {
            process.destroyForcibly();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
