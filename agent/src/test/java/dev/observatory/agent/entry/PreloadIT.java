package dev.observatory.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import java.io.IOException;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class PreloadIT {
    @Test
    void theFoldersWhoseClassesAreLoadedAheadAreInTheJar() throws IOException {
        Set<String> folders;
        try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
            folders = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
        }

        assertThat(folders).containsAll(AgentClassLoader.WEAVING);
    }
}
