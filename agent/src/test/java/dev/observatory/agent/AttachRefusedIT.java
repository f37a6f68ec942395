package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that makes attaching impossible has a message with the next step, an exit code, and no effect on the process. */
class AttachRefusedIT {
    private static final String JAVAAGENT = "[-javaagent:" + ForkedJvm.agentJar() + "]";

    @TempDir
    private Path folder;

    @Test
    void aProcessThatDoesNotExist() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();

        ForkedJvm.Result result = Tool.run("attach", Long.toString(gone.pid()));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).startsWith("There is no process [" + gone.pid() + "]. ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aNameThatNoMainClassHas() {
        try (LiveJvm jvm = LiveJvm.start()) {
            ForkedJvm.Result result = Tool.run("attach", "no.such.Main");

            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.err())
                    .startsWith("None of your JVMs has a main class with [no.such.Main] in its name. Running JVMs: ")
                    .contains("[" + jvm.pid() + " com.acme.Attached]");
        }
    }

    @Test
    void aNameThatTwoMainClassesHave() {
        try (LiveJvm one = LiveJvm.start();
                LiveJvm other = LiveJvm.start()) {
            ForkedJvm.Result result = Tool.run("attach", "acme.attached");

            assertThat(result.exit()).isEqualTo(4);
            assertThat(result.err())
                    .startsWith("More than one JVM has [acme.attached] in the name of its main class: ")
                    .contains("[" + one.pid() + " com.acme.Attached]", "[" + other.pid() + " com.acme.Attached]")
                    .endsWith(". Select one by its process number\n");
        }
    }

    @Test
    void aProcessThatIsNotAJvmContinues() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            ForkedJvm.Result result = Tool.run("attach", Long.toString(other.pid()));

            assertThat(result.exit()).isEqualTo(6);
            assertThat(result.err())
                    .isEqualTo("Process [" + other.pid()
                            + "] is not a JVM but [sleep 60]. [observatory list] shows your JVMs\n");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aJvmThatForbidsAttaching() {
        assertRefused("-XX:+DisableAttachMechanism");
    }

    @Test
    void aJvmThatForbidsAgents() {
        assertRefused("-XX:-EnableDynamicAgentLoading");
    }

    private static void assertRefused(String... options) {
        String option = options[options.length - 1];
        try (LiveJvm jvm = LiveJvm.start(options)) {
            ForkedJvm.Result result = Tool.run("attach", jvm.pid());

            assertThat(result.exit()).isEqualTo(8);
            assertThat(result.err())
                    .isEqualTo("JVM [" + jvm.pid() + "] was started with [" + option
                            + "] and accepts no agents. Restart it without that option, or with " + JAVAAGENT + "\n");
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void aJvmThatDoesNotHandleTheSignalIsAttachedToThroughItsSocket() {
        try (LiveJvm jvm = LiveJvm.start("-Xrs")) {
            assertThat(Tool.linesOf("doctor", jvm.pid())).contains("attach: possible");

            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void aJvmThatNeitherHandlesTheSignalNorHasASocketContinues() throws Exception {
        try (LiveJvm jvm = LiveJvm.start("-Xrs")) {
            Files.delete(Path.of("/tmp/.java_pid" + jvm.pid()));

            ForkedJvm.Result result = Tool.run("attach", jvm.pid());

            assertThat(result.exit()).isEqualTo(8);
            assertThat(result.err()).startsWith("JVM [" + jvm.pid() + "] does not handle the signal");
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void ofSeveralOptionsTheLastOneCounts() {
        try (LiveJvm jvm = LiveJvm.start(
                "-XX:+DisableAttachMechanism",
                "-XX:-DisableAttachMechanism",
                "-XX:-EnableDynamicAgentLoading",
                "-XX:+EnableDynamicAgentLoading")) {
            assertThat(Tool.linesOf("doctor", jvm.pid())).contains("attach: possible");
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
        }
        try (LiveJvm jvm =
                LiveJvm.start("-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-XX:-DisableAttachMechanism")) {
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
        }
        assertRefused("-XX:-UsePerfData", "-XX:-DisableAttachMechanism", "-XX:+DisableAttachMechanism");
    }

    /** The agent is not there, and that the JVM cannot be reached would not help to find it. */
    @Test
    void anotherAgentAndADisabledAttachMechanismAreNotTakenForThisAgent() {
        Path other = Jars.noOpAgent(folder);
        try (LiveJvm jvm = LiveJvm.start("-javaagent:" + other, "-XX:+DisableAttachMechanism")) {
            assertThat(Tool.run("status", jvm.pid()).exit()).isEqualTo(12);
        }
    }

    /** Making the agent accept connections loads no other one. */
    @Test
    void anAgentFromTheStartIsReachedAlthoughNoOthersAreAccepted() {
        try (LiveJvm jvm = LiveJvm.start("-javaagent:" + ForkedJvm.agentJar(), "-XX:-EnableDynamicAgentLoading")) {
            assertThat(Tool.linesOf("status", jvm.pid())).contains("  since: the start of the JVM");
        }
    }

    @Test
    void aJvmWithoutPerformanceDataIsFoundToo() {
        try (LiveJvm jvm = LiveJvm.start("-XX:-UsePerfData")) {
            assertThat(Tool.linesOf("list"))
                    .anyMatch(line -> line.contains(jvm.pid() + " ") && line.contains("com.acme.Attached"));
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
        }
    }

    @Test
    void aStoppedJvmIsAwaitedNoLongerThanTheTimeout() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Tool.linesOf("attach", jvm.pid());
            signal("STOP", jvm.pid());
            long start = System.nanoTime();

            ForkedJvm.Result result = Tool.run("status", jvm.pid(), "--timeout", "1s");

            assertThat(result.exit()).as(result.err()).isEqualTo(9);
            assertThat(result.err())
                    .startsWith("The agent in JVM [" + jvm.pid()
                            + "] did not answer within [1.00 s]: the JVM may be stopped");
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            signal("CONT", jvm.pid());
            assertThat(jvm.number("calls")).isNotNegative();
            Tool.linesOf("detach", jvm.pid());
        }
    }

    @Test
    void aStoppedJvmIsNotSignalledSinceItWouldDumpItsThreadsLater() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            signal("STOP", jvm.pid());

            ForkedJvm.Result result = Tool.run("attach", jvm.pid());

            assertThat(result.exit()).isEqualTo(9);
            assertThat(result.err())
                    .isEqualTo("JVM [" + jvm.pid() + "] is stopped and cannot answer. Continue it with [kill -CONT "
                            + jvm.pid() + "] and try again\n");
            signal("CONT", jvm.pid());
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void aRuntimeImageWithoutTheModuleForAgents() throws Exception {
        Path image = folder.resolve("image");
        ForkedJvm.Result linked = ForkedJvm.launch(
                List.of(ForkedJvm.tool("jlink"), "--add-modules", "java.base", "--output", image.toString()), Map.of());
        assertThat(linked.exit()).as(linked.out() + linked.err()).isZero();
        Path program = Files.createDirectories(folder.resolve("classes"));
        ForkedJvm.Result compiled = ForkedJvm.launch(
                List.of(
                        ForkedJvm.tool("javac"),
                        "-d",
                        program.toString(),
                        Files.writeString(
                                        folder.resolve("Small.java"),
                                        "class Small { public static void main(String[] a) throws Exception {"
                                                + " System.out.println(\"ready\"); System.in.read(); } }")
                                .toString()),
                Map.of());
        assertThat(compiled.exit()).as(compiled.err()).isZero();
        try (LiveJvm jvm =
                LiveJvm.ofCommand(List.of(image.resolve("bin/java").toString(), "-cp", program.toString(), "Small"))) {
            String reason = "The runtime image of JVM [" + jvm.pid()
                    + "] has no module [java.instrument], without which it cannot load agents. Create the image with"
                    + " [jlink --add-modules java.instrument]";

            assertThat(Tool.linesOf("doctor", jvm.pid())).contains("attach: " + reason);
            ForkedJvm.Result result = Tool.run("attach", jvm.pid());
            assertThat(result.exit()).isEqualTo(8);
            assertThat(result.err()).isEqualTo(reason + "\n");
        }
    }

    @Test
    void anAgentOfAnotherVersion() {
        Path other = Jars.agentOfVersion("99.9", folder);
        try (LiveJvm jvm = LiveJvm.start()) {
            ForkedJvm.Result attached = ForkedJvm.launch(
                    List.of(ForkedJvm.tool("java"), "-jar", other.toString(), "attach", jvm.pid()), Map.of());
            assertThat(attached.exit()).as(attached.err()).isZero();

            ForkedJvm.Result result = Tool.run("attach", jvm.pid());

            assertThat(result.exit()).isEqualTo(10);
            assertThat(result.err())
                    .startsWith("JVM [" + jvm.pid() + "] has version [99.9] of the agent, this is version ["
                            + Jars.versionOfAgent() + "], and both must be the same. Use the jar of version [99.9]");
        }
    }

    @Test
    void anInvalidCommandLine() {
        ForkedJvm.Result noCommand = Tool.run("wach", "1");
        ForkedJvm.Result noPattern = Tool.run("watch", "1");
        ForkedJvm.Result noTime = Tool.run("watch", "1", "a.B#c", "--min-duration", "10");

        assertThat(noCommand.exit()).isEqualTo(2);
        assertThat(noCommand.err()).contains("watch", "Try [observatory --help]");
        assertThat(noPattern.exit()).isEqualTo(2);
        assertThat(noPattern.err()).startsWith("A pattern is missing");
        assertThat(noTime.exit()).isEqualTo(2);
        assertThat(noTime.err())
                .contains("[10] is no duration; write a number and one of the units ns, us, ms, s, m, h, as in [10ms]");
    }

    private static void signal(String signal, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor())
                .isZero();
    }
}
