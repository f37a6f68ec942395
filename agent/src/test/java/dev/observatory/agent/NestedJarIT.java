package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.NestedJars;
import com.acme.SelfInstalled;
import dev.observatory.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs that are one jar with the agent's jar in it, which only a class loader of theirs can open. */
class NestedJarIT {
    private static Path folder() throws IOException {
        return Path.of(
                "/tmp", "observatory-" + Files.getOwner(Path.of("/proc/self")).getName());
    }

    private static List<Path> copies() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.getFileName().toString().contains(".agent"))
                    .toList();
        }
    }

    @Test
    void theAgentIsInstalledFromAPrivateCopyThatIsDeletedInTheEnd() throws IOException {
        List<Path> before = copies();

        ForkedJvm.Result result = new ForkedJvm(
                        List.of("-XX:+EnableDynamicAgentLoading"), List.of(ForkedJvm.testClasses()))
                .run(NestedJars.class.getName(), ForkedJvm.agentJar().toString(), SelfInstalled.class.getName());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).startsWith("false", "true", "rang 3", "3");
        Path copy = Path.of(result.lines().get(4));
        assertThat(copy.getParent()).isEqualTo(folder());
        assertThat(result.lines().get(5))
                .isEqualTo(PosixFilePermissions.toString(PosixFilePermissions.fromString("rw-------")));
        assertThat(copy).doesNotExist();
        assertThat(copies()).isEqualTo(before);
    }
}
