package dev.observatory.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Java programs as whole processes. */
final class Processes {
    private Processes() {}

    /** This program's own class path. */
    static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Runs a main class to its end. */
    static Run java(List<String> options, String classPath, Class<?> main) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        long nanos = System.nanoTime() - start;
        if (exit != 0) {
            throw new IllegalStateException(
                    "Benchmark is wrong: " + command + " ended with [" + exit + "]: " + printed);
        }
        return new Run(nanos, printed.strip());
    }

    record Run(long nanos, String printed) {
        double millis() {
            return nanos / 1e6;
        }
    }
}
