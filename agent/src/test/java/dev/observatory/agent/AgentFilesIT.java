package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever has become of the agent's files, the next command reaches the JVM, and the JVM is not affected. */
class AgentFilesIT {
    @TempDir
    private Path folder;

    private static ForkedJvm.Result tool(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ForkedJvm.tool("java"), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return ForkedJvm.launch(command, Map.of());
    }

    private static void assertWatches(Path jar, LiveJvm jvm) {
        ForkedJvm.Result result = tool(
                jar,
                "watch",
                jvm.pid(),
                "com.acme.Attached$Desk#place",
                "--args",
                "--result",
                "--tags",
                "--limit",
                "2");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("Desk.place(");
        assertThat(jvm.err()).isEmpty();
    }

    @Test
    void theJarMayBeMovedBetweenTwoCommands() throws Exception {
        Path first = Files.copy(ForkedJvm.agentJar(), folder.resolve("first.jar"));
        try (LiveJvm jvm = LiveJvm.start()) {
            assertWatches(first, jvm);

            Path second = Files.move(first, folder.resolve("second.jar"));

            assertWatches(second, jvm);
        }
    }

    @Test
    void theJarMayBeOverwrittenWhileTheAgentIsActive() throws Exception {
        Path jar = Files.copy(ForkedJvm.agentJar(), folder.resolve("agent.jar"));
        try (LiveJvm jvm = LiveJvm.start()) {
            assertThat(tool(jar, "attach", jvm.pid()).exit()).isZero();
            Path rebuilt = Jars.agentOfVersion(Jars.versionOfAgent(), folder);
            try (OutputStream sameFile = Files.newOutputStream(jar)) {
                Files.copy(rebuilt, sameFile);
            }

            assertWatches(jar, jvm);
            assertThat(tool(jar, "detach", jvm.pid()).exit()).isZero();
            assertWatches(jar, jvm);
        }
    }

    @Test
    void anotherVersionOfTheJarIsReportedWithTheWayToReplaceIt() throws Exception {
        Path jar = Files.copy(ForkedJvm.agentJar(), folder.resolve("agent.jar"));
        try (LiveJvm jvm = LiveJvm.start()) {
            assertWatches(jar, jvm);
            Files.move(Jars.agentOfVersion("99.9", folder), jar, StandardCopyOption.REPLACE_EXISTING);

            ForkedJvm.Result result = tool(jar, "watch", jvm.pid(), "com.acme.Attached$Desk#place");

            assertThat(result.exit()).isEqualTo(10);
            assertThat(result.err())
                    .contains("has version [" + Jars.versionOfAgent() + "] of the agent, this is version [99.9]")
                    .endsWith("so to use version [99.9], restart the program\n");
        }
    }

    @Test
    void aDeletedSocketIsCreatedAgainByAnyCommand() throws Exception {
        for (String command : List.of("status", "detach", "attach")) {
            try (LiveJvm jvm = LiveJvm.start()) {
                Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place");
                Files.delete(socketOf(jvm));

                assertThat(Tool.run(command, jvm.pid()).exit()).as(command).isZero();

                assertThat(Tool.run("detach", jvm.pid()).exit())
                        .as("detach after " + command)
                        .isEqualTo(command.equals("detach") ? 12 : 0);
                assertThat(jvm.err()).isEmpty();
            }
        }
    }

    @Test
    void aWatchContinuesWhileAnotherCommandCreatesTheSocketAgain() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Process watching = new ProcessBuilder(Tool.command("watch", jvm.pid(), "com.acme.Attached$Desk#place"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(watching.getInputStream().read()).isNotNegative();
            Files.delete(socketOf(jvm));

            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();

            assertThat(watching.isAlive()).isTrue();
            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            watching.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(watching.waitFor()).isZero();
        }
    }

    @Test
    void aJvmThatNeverHadAnAgentIsNotTouchedToFindOne() {
        try (LiveJvm jvm = LiveJvm.start()) {
            assertThat(Tool.run("status", jvm.pid()).exit()).isEqualTo(12);

            assertThat(Path.of("/tmp/.java_pid" + jvm.pid())).doesNotExist();
        }
    }

    @Test
    void anAgentFromTheStartThatHasDetachedIsNoLongerListed() {
        try (LiveJvm jvm = LiveJvm.start("-javaagent:" + ForkedJvm.agentJar())) {
            Tool.linesOf("detach", jvm.pid());
            assertThat(lineOf(jvm)).contains("  -  ");

            Tool.linesOf("attach", jvm.pid());
            assertThat(lineOf(jvm)).contains("  active  ");
        }
    }

    private static String lineOf(LiveJvm jvm) {
        return Tool.linesOf("list").stream()
                .filter(line -> line.strip().startsWith(jvm.pid() + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingButTheNoteOfTheDetachIsLeftInThePrivateFolder() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            assertWatches(ForkedJvm.agentJar(), jvm);

            try (Stream<Path> files = Files.list(socketOf(jvm).getParent())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .filteredOn(name -> name.startsWith(jvm.pid() + "."))
                        .containsExactly(jvm.pid() + ".detached");
            }
        }
    }

    private static Path socketOf(LiveJvm jvm) {
        return Path.of("/tmp", "observatory-" + System.getProperty("user.name"), jvm.pid() + ".socket");
    }
}
