package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HsPerfDataTest {
    @TempDir
    private Path folder;

    @Test
    void thisJvmPublishesItsVersionAndCommand() {
        JavaProcess own = JavaProcesses.of(ProcessHandle.current().pid());

        assertThat(own.jdk()).isEqualTo(System.getProperty("java.version"));
        assertThat(own.mainClass()).isNotEmpty();
        assertThat(own.release()).isEqualTo(Runtime.version().feature());
        assertThat(own.canAttach()).isTrue();
    }

    @Test
    void aMissingOrForeignFileHasNoData() throws Exception {
        Path other = Files.writeString(folder.resolve("1"), "nothing of the kind");

        assertThat(HsPerfData.of(folder.resolve("2"))).isNull();
        assertThat(HsPerfData.of(other)).isNull();
        assertThatThrownBy(() -> HsPerfData.parse(new byte[64]))
                .hasMessage("The file has no performance data of a JVM");
    }
}
