package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension, with the JUnits that people have. */
class JunitIT {

    @ParameterizedTest
    @ValueSource(strings = {"junit-5.jar", "junit-6.jar"})
    void installsTheAgentOnceAndClosesWhatEachTestConnects(String junit) {
        Path console = Path.of(System.getProperty("observatory.other.agents"), junit);
        ForkedJvm jvm = new ForkedJvm(
                List.of("-XX:+EnableDynamicAgentLoading"),
                List.of(console, ForkedJvm.agentJar(), ForkedJvm.testClasses()));

        ForkedJvm.Result result = jvm.run(
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--select-class",
                "com.acme.ObservedCases",
                "--select-class",
                "com.acme.MoreObservedCases");

        assertThat(result.out()).contains("4 tests successful").contains("0 tests failed");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }
}
