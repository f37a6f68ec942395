package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that was started with the agent: the command line uses that one, and loads none, of which newer JDKs would warn. */
class AgentFromStartIT {
    private static final boolean JVM_WARNS = Runtime.version().feature() >= 21;

    @TempDir
    private Path folder;

    private static LiveJvm startWith(Path agent) {
        return LiveJvm.start("-javaagent:" + agent);
    }

    private static void jcmd(LiveJvm jvm, String... command) {
        ForkedJvm.Result result =
                ForkedJvm.launch(List.of(ForkedJvm.tool("jcmd"), jvm.pid(), String.join(" ", command)), Map.of());
        assertThat(result.exit()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "attach"})
    void theFirstCommandMakesTheJvmPrintNothing(String command) {
        try (LiveJvm jvm = startWith(ForkedJvm.agentJar())) {
            ForkedJvm.Result result = Tool.run(command, jvm.pid());

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.err()).doesNotContain("JEP 451");
            assertThat(jvm.errLines()).isEmpty();
        }
    }

    @Test
    void anAgentWhoseJarHasAnotherNameIsFoundToo() throws Exception {
        Path renamed = Files.copy(ForkedJvm.agentJar(), folder.resolve("other.jar"));
        try (LiveJvm jvm = startWith(renamed)) {
            assertThat(Tool.linesOf("status", jvm.pid())).anyMatch(line -> line.contains("the start of the JVM"));

            assertThat(jvm.errLines()).isEmpty();
        }
    }

    @Test
    void toolsOfTheJdkThatWereUsedBeforeDoNotMatter() {
        try (LiveJvm jvm = startWith(ForkedJvm.agentJar())) {
            jcmd(jvm, "ManagementAgent.status");
            jcmd(jvm, "VM.system_properties");

            assertThat(Tool.linesOf("status", jvm.pid())).anyMatch(line -> line.contains("the start of the JVM"));

            assertThat(jvm.errLines()).isEmpty();
        }
    }

    @Test
    void whereTheJdkCanSignalNoMoreTheAgentIsLoadedAndTheWarningAnnounced() {
        try (LiveJvm jvm = startWith(ForkedJvm.agentJar())) {
            jcmd(jvm, "ManagementAgent.status");
            if (JVM_WARNS) {
                jcmd(jvm, "Thread.dump_to_file", folder.resolve("dump").toString());
            }

            ForkedJvm.Result result = Tool.run("status", jvm.pid());

            assertThat(result.lines()).anyMatch(line -> line.contains("the start of the JVM"));
            assertThat(result.err().contains("JEP 451")).isEqualTo(JVM_WARNS);
        }
    }

    @Test
    void noThreadAndNoFileIsThereBeforeTheFirstCommand() {
        try (LiveJvm jvm = startWith(ForkedJvm.agentJar())) {
            assertThat(Path.of("/tmp", "observatory-" + System.getProperty("user.name"), jvm.pid() + ".socket"))
                    .doesNotExist();
            ForkedJvm.Result threads =
                    ForkedJvm.launch(List.of(ForkedJvm.tool("jcmd"), jvm.pid(), "Thread.print"), Map.of());
            assertThat(threads.out()).contains("\"main\"").doesNotContain("observatory");
        }
    }
}
