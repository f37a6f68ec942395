package dev.observatory.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension from its jar, with the JUnit versions that tests bring. */
class JunitIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"junit-5.jar", "junit-6.jar"})
    void installsTheAgentOnceAndClosesWhatEachTestConnects(String junit) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");

        int exit = runConsole(Path.of(property("junit.consoles"), junit), out, err);

        assertThat(Files.readString(out)).contains("4 tests successful").contains("0 tests failed");
        assertThat(err).isEmptyFile();
        assertThat(exit).isZero();
    }

    private static int runConsole(Path console, Path out, Path err) throws IOException, InterruptedException {
        String classPath = String.join(
                File.pathSeparator,
                console.toString(),
                property("observatory.core.jar"),
                property("observatory.agent.jar"),
                property("observatory.junit.jar"),
                property("observatory.test.classes"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                classPath,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--select-class",
                "com.acme.ObservedCases",
                "--select-class",
                "com.acme.MoreObservedCases");
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("The tests did not end within two minutes");
        }
        return process.exitValue();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
