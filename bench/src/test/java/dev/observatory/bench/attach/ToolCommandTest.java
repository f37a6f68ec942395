package dev.observatory.bench.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCommandTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    private ToolHome home;

    @BeforeEach
    void makeHome() throws IOException {
        home = ToolHome.make(folder.resolve("home"));
    }

    @Test
    void linesThatShowCallsAreCountedAndTheFirstIsTimed() throws Exception {
        long start = System.nanoTime();
        try (ToolCommand command = ToolCommand.start(List.of(JAVA, "--version"), home, line -> true)) {
            long first = command.firstEvent();
            command.end();

            assertThat(first - start).isPositive();
            assertThat(command.hasShown()).isTrue();
            assertThat(command.events()).isGreaterThan(1);
        }
    }

    @Test
    void aCommandThatShowsNoCallIsReportedWithItsOutput() throws Exception {
        try (ToolCommand command = ToolCommand.start(List.of(JAVA, "--version"), home, line -> false)) {
            assertThatThrownBy(command::firstEvent)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("--version] showed no event: [")
                    .hasMessageContaining("build");
        }
    }

    @Test
    void aCommandThatFailsIsReported() throws Exception {
        try (ToolCommand command = ToolCommand.start(List.of(JAVA, "--no-such-option"), home, line -> false)) {
            assertThatThrownBy(command::end)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exited with code [1]");
        }
    }

    @Test
    void filesOfAHomeAreFoundInAllItsFolders() throws IOException {
        Path log = Files.createDirectories(home.user().resolve("logs")).resolve("tool.log");
        Files.writeString(log, "");
        Path script = home.temporary().resolve("script");
        Files.writeString(script, "");

        assertThat(home.files("no process")).containsExactlyInAnyOrder(log, script);
    }
}
