package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class AgentJarIT {
    private static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final String EXPECTED = "META-INF/"
            + "|META-INF/MANIFEST\\.MF"
            + "|module-info\\.class"
            + "|META-INF/LICENSE"
            + "|META-INF/licenses/(asm\\.txt)?"
            + "|dev/"
            + "|dev/observatory/"
            + "|dev/observatory/(agent|attribute|broker|collection|event|graph|hook|listen|machine|progress|runtime|weave)/"
            + "([A-Z][A-Za-z0-9]*(\\$[A-Za-z0-9]+)*\\.class"
            + "|package-info\\.class)?"
            + "|dev/observatory/(agent/[a-z]+|event/loop|machine/(chart|diagram)|progress/swing)/([A-Z][A-Za-z0-9]*(\\$[A-Za-z0-9]+)*\\.class|package-info\\.class)?"
            + "|dev/observatory/agent/shaded/"
            + "|dev/observatory/agent/shaded/(picocli|attach)/([a-z]+/)*([A-Za-z][A-Za-z0-9]*(\\$[A-Za-z0-9]+)*\\.class"
            + "|package-info\\.class)?"
            + "|dev/observatory/agent/shaded/asm/([a-z]+/)*([A-Z][A-Za-z0-9]*(\\$[A-Za-z0-9]+)*\\.class)?";

    @Test
    void nothingIsInTheJarButTheAgentItsLibrariesUnderItsOwnNameAndTheCore() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
            List<String> unexpected = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.matches(EXPECTED))
                    .toList();

            assertThat(unexpected).isEmpty();
            assertThat(jar.getEntry("dev/observatory/event/Event.class")).isNotNull();
            assertThat(jar.getEntry("dev/observatory/agent/shaded/asm/ClassReader.class"))
                    .isNotNull();
        }
    }

    @Test
    void theManifestNamesEveryWayIn() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Premain-Class")).isEqualTo(ObservatoryAgent.class.getName());
            assertThat(manifest.getValue("Agent-Class")).isEqualTo(ObservatoryAgent.class.getName());
            assertThat(manifest.getValue("Main-Class")).isEqualTo(Main.class.getName());
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
            assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("dev.observatory.agent");
        }
    }

    @Test
    void theModuleHasAllPackagesOfTheAgentAndNoneOfTheLibrary() throws IOException {
        ModuleDescriptor module = ModuleFinder.of(ForkedJvm.agentJar())
                .find("dev.observatory.agent")
                .orElseThrow()
                .descriptor();

        Set<String> packages = new TreeSet<>();
        try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
            jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("dev/observatory/agent/") && name.endsWith(".class"))
                    .forEach(name -> packages.add(
                            name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
        }
        assertThat(module.packages()).isEqualTo(packages);
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.observatory.agent");
        assertThat(module.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "java.instrument", "dev.observatory", "jdk.attach", "jdk.jfr");
    }

    @Test
    void theJarIsSmall() throws IOException {
        assertThat(Files.size(ForkedJvm.agentJar())).isBetween(100_000L, MAX_BYTES);
    }
}
