package dev.observatory.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the program in a separate JVM, like the script, with all bytecode verified. */
final class ForkedJvm {
    private static final long LIMIT_SECONDS = 120;

    private final Path scratch;

    /** The exit code and the output of a run. */
    record Result(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        /** Returns the output before the census: the live events. */
        List<String> events() {
            return lines().subList(0, censusLine());
        }

        /** Returns the census, from its title to the end, unchanged. */
        String census() {
            return out.substring(out.indexOf("Jar census"));
        }

        private int censusLine() {
            return lines().indexOf("Jar census");
        }
    }

    ForkedJvm(Path scratch) {
        this.scratch = scratch;
    }

    Result runObserved(List<String> jvmOptions, String... args) throws IOException, InterruptedException {
        Path agent = Path.of(property("observatory.agent.jar")).normalize();
        if (!Files.isRegularFile(agent)) {
            throw new IllegalStateException(
                    "Agent jar [" + agent + "] is missing; run ./mvnw verify from the project's root");
        }
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-javaagent:" + agent);
        return run(options, args);
    }

    Result run(List<String> jvmOptions, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Xverify:all");
        command.add("-cp");
        command.add(property("observatory.demo.classes") + File.pathSeparator + property("observatory.demo.lib")
                + File.separator + "*");
        command.add(JarCensus.class.getName());
        command.addAll(List.of(args));
        return run(command);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        // Files instead of pipes: they need no concurrent readers, so nothing can block.
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // These may be set in the environment of the build; the JVM would report them on stderr.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("JVM " + command + " did not end within [" + LIMIT_SECONDS
                        + "] seconds; it wrote [" + read(out) + "] and [" + read(err) + "]");
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }

    private static String property(String name) {
        String value = System.getProperty(name, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("System property [" + name + "] must be set; Maven's failsafe sets it");
        }
        return value;
    }
}
