package dev.observatory.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.weave.AgentBridge;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What stays in a JVM refers to the agent and the library by names only: these must be those of existing classes. */
class AgentBootstrapTest {

    @Test
    void theSessionExistsAndHasTheExpectedConstructor() throws Exception {
        Class<?> session = Class.forName(AgentBootstrap.SESSION);

        assertThat(session).isAssignableTo(AttachedAgent.class);
        assertThat(session.getDeclaredConstructor(Instrumentation.class, Object.class, Runnable.class))
                .isNotNull();
    }

    @Test
    void theAgentAndTheLibraryHaveTheExpectedNames() {
        assertThat(BootstrapAgent.AGENT).isEqualTo(ObservatoryAgent.class.getName());
        assertThat(AgentBootstrap.LIBRARY).isEqualTo(AgentBridge.class.getName());
    }

    @Test
    void theBootstrapJarHasAllClassesOfThisPackageAndTheAgentClassFirst() throws URISyntaxException {
        File folder = new File(Objects.requireNonNull(AgentBootstrap.class.getResource("AgentBootstrap.class"))
                        .toURI())
                .getParentFile();
        String[] compiled = Objects.requireNonNull(
                folder.list((parent, name) -> name.endsWith(".class") && !name.equals("package-info.class")));

        assertThat(AgentBootstrap.classes().stream()
                        .map(type ->
                                type.getName().substring(type.getPackageName().length() + 1) + ".class"))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(compiled));
        assertThat(AgentBootstrap.classes().get(0)).isEqualTo(BootstrapAgent.class);
    }
}
