package dev.observatory.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.observatory.agent.entry.AgentBootstrap;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadableJarsTest {
    @TempDir
    private Path parent;

    private SocketDirectory directory = new SocketDirectory(Path.of(""), 0);
    private File agent = new File("");

    @BeforeEach
    void writeAgent() throws IOException {
        directory = new SocketDirectory(parent.resolve("observatory"), UnixFile.ownUser());
        agent = parent.resolve("agent.jar").toFile();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(agent.toPath()))) {
            for (Class<?> type : AgentBootstrap.classes()) {
                String file = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(file));
                try (InputStream in =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file))) {
                    in.transferTo(jar);
                }
            }
        }
    }

    @Test
    void theJvmLoadsCopiesThatOnlyItsUserCanRead() throws IOException {
        try (LoadableJars jars = LoadableJars.write(directory, 7, agent, true)) {
            assertThat(jars.bootstrap())
                    .isEqualTo(directory.folder().resolve("7.jar").toFile());
            assertThat(jars.agent().getParentFile())
                    .isEqualTo(directory.folder().toFile());
            assertThat(jars.agent()).hasSameBinaryContentAs(agent);
            assertThat(UnixFile.of(jars.agent().toPath()).permissions()).isEqualTo("rw-------");
            try (JarFile jar = new JarFile(jars.bootstrap())) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Agent-Class"))
                        .isEqualTo("dev.observatory.agent.entry.BootstrapAgent");
            }
        }
        assertThat(directory.folder()).isEmptyDirectory();
    }

    @Test
    void aJvmWithoutWorkingDirectoryLoadsAnotherJarFirst() throws IOException {
        try (LoadableJars jars = LoadableJars.write(directory, 7, agent, false);
                JarFile jar = new JarFile(jars.bootstrap())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Agent-Class"))
                    .isEqualTo("dev.observatory.agent.entry.WorkingDirectoryAgent");
            Path first = directory
                    .folder()
                    .resolve(jar.getManifest().getMainAttributes().getValue("Boot-Class-Path"));
            try (JarFile classes = new JarFile(first.toFile())) {
                assertThat(classes.stream().map(JarEntry::getName))
                        .contains("dev/observatory/agent/entry/WorkingDirectoryAgent.class")
                        .noneMatch(name -> name.contains("BootstrapAgent"));
            }
        }
        assertThat(directory.folder()).isEmptyDirectory();
    }

    @Test
    void theBootstrapJarOfAnotherCommandIsNotDeleted() throws IOException {
        LoadableJars first = LoadableJars.write(directory, 7, agent, true);
        try (LoadableJars second = LoadableJars.write(directory, 7, agent, true)) {
            first.close();
            assertThat(second.bootstrap()).exists();
        }
        assertThat(directory.folder()).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftIfTheJarIsNotTheAgents() throws IOException {
        Path other = parent.resolve("other.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(other))) {
            jar.putNextEntry(new JarEntry("x"));
        }

        assertThatIOException()
                .isThrownBy(() -> LoadableJars.write(directory, 7, other.toFile(), true))
                .withMessageContaining("is not a jar of the agent");
        assertThat(directory.folder()).isEmptyDirectory();
    }
}
