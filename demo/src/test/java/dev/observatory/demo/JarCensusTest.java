package dev.observatory.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarCensusTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeJars() throws IOException {
        JarMaker.jar().with(JarCensus.class).with(Census.class).at(folder.resolve("some.jar"));
        JarMaker.jar().with(Census.class).truncatedAt(folder.resolve("cut.jar"));
    }

    @Nested
    final class WithoutAgent {

        @Test
        void anUnobservedRunPrintsTheCensusOnly() {
            int exit = run("--no-agent", folder.toString());

            assertThat(exit).isZero();
            assertThat(err()).isEmpty();
            assertThat(out())
                    .startsWith("Jar census\n  ")
                    .contains("  1  jars read\n", "  1  jars unreadable\n", "  2  classes\n")
                    .contains("cut.jar  java.util.zip.ZipException: zip END header not found\n");
        }

        @Test
        void theSameJarsGiveTheSameCensus() {
            run("--no-agent", folder.toString());
            String first = out();
            out.reset();
            run("--no-agent", folder.toString());

            assertThat(out()).isEqualTo(first);
        }

        @Test
        void aRunWithoutAgentPrintsHowToStartItAndContinues() {
            run("--no-agent", folder.toString());
            String unobserved = out();
            out.reset();

            int exit = run(folder.toString());

            assertThat(exit).isZero();
            assertThat(out()).isEqualTo(unobserved);
            assertThat(err())
                    .isEqualTo("No live events: this JVM runs without the Observatory agent; start it with"
                            + " -javaagent:observatory-agent.jar, or pass --no-agent to run without it\n");
        }
    }

    @Nested
    final class BadArguments {

        @Test
        void unknownOption() {
            assertRejected("Unknown option: [--loud]; --help lists the options", "--loud");
        }

        @Test
        void missingPath() {
            String missing = folder.resolve("missing").toString();

            assertRejected("No such file or folder: [" + missing + "]", folder.toString(), missing);
        }

        @Test
        void folderWithoutJars(@TempDir Path empty) {
            assertRejected(
                    "Folder without any jar: [" + empty
                            + "]; pass a folder that contains *.jar files, directly or in subfolders",
                    empty.toString());
        }

        private void assertRejected(String message, String... args) {
            assertThat(run(args)).isEqualTo(2);
            assertThat(out()).isEmpty();
            assertThat(err()).isEqualTo(message + "\n");
        }
    }

    @Test
    void helpExitsWithZero() {
        assertThat(run("--help")).isZero();
        assertThat(out()).startsWith("Usage: demo [--no-agent] [FILE-OR-FOLDER...]\n");
        assertThat(err()).isEmpty();
    }

    private int run(String... args) {
        return JarCensus.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String out() {
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String err() {
        return err.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
