package dev.observatory.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.EventHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, with or without the real agent jar. */
public record ForkedJvm(List<String> options, List<Path> classPath) {
    private static final Path TEST_CLASSES = locationOf(ForkedJvm.class);
    private static final Path CORE = coreAlone();

    public record Result(int exit, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** The program alone: the agent jar brings the library. */
    public static ForkedJvm withAgent() {
        return new ForkedJvm(List.of("-javaagent:" + agentJar(), "-Xverify:all"), List.of(TEST_CLASSES));
    }

    /** As {@link #withAgent()}, with arguments for the agent. */
    public static ForkedJvm withAgent(String arguments) {
        return new ForkedJvm(
                List.of("-javaagent:" + agentJar() + "=" + arguments, "-Xverify:all"), List.of(TEST_CLASSES));
    }

    /** The program as its author runs it, with the library on the class path. */
    public static ForkedJvm withoutAgent() {
        return new ForkedJvm(List.of("-Xverify:all"), List.of(TEST_CLASSES, CORE));
    }

    /** The library alone, as a module or for a class path. */
    public static Path core() {
        return CORE;
    }

    /** Where the programs are. */
    public static Path testClasses() {
        return TEST_CLASSES;
    }

    public static Path agentJar() {
        return Path.of(System.getProperty("observatory.agent.jar"));
    }

    public ForkedJvm with(String... moreOptions) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(moreOptions));
        return new ForkedJvm(all, classPath);
    }

    public ForkedJvm classPath(Path... entries) {
        return new ForkedJvm(options, List.of(entries));
    }

    /** Runs a program, and expects exit code 0 and no output on the standard error stream. */
    public List<String> linesOf(Class<?> main, String... arguments) {
        Result result = run(main.getName(), arguments);
        assertThat(result.err()).as("stderr of " + main.getSimpleName()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.lines();
    }

    public Result run(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(options);
        if (!classPath.isEmpty()) {
            command.add("-cp");
            command.add(String.join(
                    System.getProperty("path.separator"),
                    classPath.stream().map(Path::toString).toList()));
        }
        command.add(main);
        command.addAll(List.of(arguments));
        return launch(command, Map.of());
    }

    /** A program of the JDK that runs the tests. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Runs any program. Of the environment variables that configure JVMs, it has only the given ones. */
    public static Result launch(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            // These may be set where the build runs; the JVM reports on stderr that it has picked them up.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end within a minute: " + command);
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new AssertionError("interrupted", failure);
        }
    }

    /** On its own thread: the common pool may have only one, and a program whose error stream is not read would block. */
    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                task -> new Thread(task, "reader").start());
    }

    /** The agent jar, which is on the class path of integration tests, contains the library too, and is excluded here. */
    private static Path coreAlone() {
        String file = EventHook.class.getName().replace('.', '/') + ".class";
        try {
            for (URL found : Collections.list(ForkedJvm.class.getClassLoader().getResources(file))) {
                String place = found.toString();
                if (!place.contains("observatory-agent.jar")) {
                    String root = place.substring(0, place.length() - file.length());
                    return Path.of(URI.create(root.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new AssertionError("the library is not on the class path of the tests");
    }

    public static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
