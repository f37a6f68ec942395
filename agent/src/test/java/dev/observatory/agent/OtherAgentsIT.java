package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Spanned;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several agents weave the same methods: each does its work as if it were alone. */
class OtherAgentsIT {
    private static final List<String> EVENTS = List.of(
            "COMPLETED sum[4] = 10",
            "10",
            "CRASHED fail[on purpose] ! java.lang.IllegalStateException: on purpose",
            "caught on purpose fail main");

    @TempDir
    private Path folder;

    private enum Agent {
        OBSERVATORY,
        JACOCO,
        OPENTELEMETRY
    }

    private ForkedJvm.Result run(Agent... agents) {
        List<String> options = new ArrayList<>(List.of("-Xverify:all", "-XX:TieredStopAtLevel=1"));
        for (Agent agent : agents) {
            switch (agent) {
                case OBSERVATORY -> options.add("-javaagent:" + ForkedJvm.agentJar());
                case JACOCO -> options.add("-javaagent:" + other("jacoco") + "=destfile=" + coverageFile());
                case OPENTELEMETRY -> {
                    options.add("-javaagent:" + other("opentelemetry"));
                    options.addAll(List.of(
                            "-Dotel.traces.exporter=console",
                            "-Dotel.metrics.exporter=none",
                            "-Dotel.logs.exporter=none",
                            "-Dotel.javaagent.logging=simple",
                            "-Dotel.instrumentation.common.default-enabled=false",
                            "-Dotel.instrumentation.opentelemetry-instrumentation-annotations.enabled=true"));
                }
            }
        }
        List<Path> classPath = Stream.of(OtherAgentsIT.class, WithSpan.class, Span.class, Context.class)
                .map(ForkedJvm::locationOf)
                .toList();
        return new ForkedJvm(options, classPath).run(Spanned.class.getName());
    }

    private static String other(String name) {
        return Path.of(System.getProperty("observatory.other.agents"), name + ".jar")
                .toString();
    }

    private Path coverageFile() {
        return folder.resolve("coverage.exec");
    }

    /** What was covered of the tagged class. The id is the checksum of the class file that JaCoCo saw. */
    private String coverage() {
        try {
            ExecFileLoader loader = new ExecFileLoader();
            loader.load(coverageFile().toFile());
            ExecutionData data = loader.getExecutionDataStore().getContents().stream()
                    .filter(candidate -> candidate.getName().equals("com/acme/Spanned"))
                    .findFirst()
                    .orElseThrow();
            StringBuilder covered = new StringBuilder().append(data.getId());
            for (boolean probe : data.getProbes()) {
                covered.append(probe ? " x" : " -");
            }
            return covered.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Stream<List<Agent>> inEveryOrder() {
        return Stream.of(
                List.of(Agent.JACOCO, Agent.OBSERVATORY),
                List.of(Agent.OBSERVATORY, Agent.JACOCO),
                List.of(Agent.JACOCO, Agent.OPENTELEMETRY, Agent.OBSERVATORY),
                List.of(Agent.OBSERVATORY, Agent.OPENTELEMETRY, Agent.JACOCO));
    }

    @ParameterizedTest
    @MethodSource("inEveryOrder")
    void eachAgentReportsTheSameAsAlone(List<Agent> agents) {
        ForkedJvm.Result together = run(agents.toArray(Agent[]::new));
        String coverage = coverage();

        assertThat(together.exit()).isZero();
        assertThat(together.lines()).isEqualTo(EVENTS);
        if (agents.contains(Agent.OPENTELEMETRY)) {
            assertThat(together.err()).containsOnlyOnce("'sum of spans' : ").containsOnlyOnce("'Spanned.fail' : ");
            assertThat(together.err())
                    .contains("upTo=4")
                    .doesNotContain("ERROR")
                    .doesNotContain("[observatory]");
        } else {
            assertThat(together.err()).isEmpty();
        }
        assertThat(coverage).isEqualTo(coverageOfJacocoAlone());
    }

    private String coverageOfJacocoAlone() {
        List<String> options = List.of("-javaagent:" + other("jacoco") + "=append=false,destfile=" + coverageFile());
        ForkedJvm.Result alone =
                new ForkedJvm(options, List.of(ForkedJvm.testClasses(), ForkedJvm.core())).run(Spanned.class.getName());
        assertThat(alone.lines()).containsExactly("10", "caught on purpose fail main");
        return coverage();
    }

    @Test
    void aSecondCopyOfOursStepsAside() {
        assertThat(twice(ForkedJvm.agentJar(), ForkedJvm.agentJar()))
                .isEqualTo("[observatory] the agent is already active, version " + Jars.versionOfAgent()
                        + "; this second one is ignored");
    }

    @Test
    void soDoesOneOfAnotherVersionInAnotherPlace() {
        Path other = Jars.agentOfVersion("9.9", folder);

        assertThat(twice(ForkedJvm.agentJar(), other))
                .isEqualTo("[observatory] the agent is already active, version " + Jars.versionOfAgent()
                        + "; this second one is ignored");
        assertThat(twice(other, ForkedJvm.agentJar()))
                .isEqualTo("[observatory] the agent is already active, version 9.9; this second one is ignored");
    }

    private static String twice(Path first, Path second) {
        ForkedJvm.Result result = new ForkedJvm(
                        List.of("-javaagent:" + first, "-javaagent:" + second), List.of(ForkedJvm.testClasses()))
                .run(Spanned.class.getName());
        assertThat(result.exit()).isZero();
        assertThat(result.lines()).isEqualTo(EVENTS);
        return result.err().strip();
    }
}
