package dev.observatory.agent.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherAgentsTest {
    @Test
    void optionsThatStartAgentsAreFoundWithoutTheirArguments() {
        assertThat(OtherAgents.among(List.of(
                        "-Xmx1g",
                        "-javaagent:/opt/jacoco.jar=destfile=secret",
                        "-agentlib:jdwp=transport=dt_socket",
                        "-agentpath:/opt/profiler.so")))
                .containsExactly("-javaagent:/opt/jacoco.jar", "-agentlib:jdwp", "-agentpath:/opt/profiler.so");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:observatory-agent.jar",
                "-javaagent:/opt/observatory-agent.jar=include=a.B",
                "-javaagent:/opt/observatory-agent-1.0.jar"
            })
    void thisAgentIsNotAnother(String option) {
        assertThat(OtherAgents.among(List.of(option))).isEmpty();
        assertThat(OtherAgents.isThisAgent(option)).isTrue();
    }

    @Test
    void onlyTheNameOfTheJarCounts() {
        assertThat(OtherAgents.among(List.of("-javaagent:/opt/observatory-agent/jacoco.jar=observatory-agent.jar")))
                .containsExactly("-javaagent:/opt/observatory-agent/jacoco.jar");
    }
}
