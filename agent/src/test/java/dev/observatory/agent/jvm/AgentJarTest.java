package dev.observatory.agent.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.observatory.agent.ObservatoryAgent;
import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentJarTest {
    private static final String PROPERTY = "observatory.test.jar";

    @AfterEach
    void clearProperty() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void classesInAFolderAreNamedByATemporaryJar() throws IOException {
        File found = AgentJar.find(PROPERTY, AgentJar.source());

        try (JarFile jar = new JarFile(found)) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Agent-Class"))
                    .isEqualTo(ObservatoryAgent.class.getName());
        }
        assertThat(AgentJar.holdsAgent(found)).isFalse();
        assertThat(AgentJar.option()).isEqualTo("-javaagent:observatory-agent.jar");
    }

    @Test
    void aPropertyThatNamesAnotherFileIsAnError() {
        System.setProperty(PROPERTY, "/no/such.jar");

        assertThatIOException()
                .isThrownBy(() -> AgentJar.find(PROPERTY, AgentJar.source()))
                .withMessage("system property [observatory.test.jar] names [/no/such.jar], which is not a jar of this"
                        + " agent");
    }
}
