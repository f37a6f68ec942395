package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.AgentClasses;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.GeneratedClasses;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Attaching to a program without any preparation, and detaching without any trace. */
class AttachIT {
    private static final Path FOLDER = Path.of("/tmp", "observatory-" + System.getProperty("user.name"));

    @TempDir
    private Path folder;

    @Test
    void membersOfLoadedClassesKeepTheirCodeUntilTheyAreObserved() {
        try (LiveJvm jvm = LiveJvm.start()) {
            String bytecode = jvm.ask("bytecode");

            List<String> attached = Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place");

            assertThat(attached).element(1).asString().startsWith("Woven: 2 members of 2 classes");
            assertThat(jvm.ask("bytecode")).as("not observed").isEqualTo(bytecode);
            Tool.linesOf("attach", jvm.pid(), "--observe", "log");
            assertThat(jvm.ask("bytecode")).as("observed").isNotEqualTo(bytecode);
        }
    }

    @Test
    void observedMembersOfLoadedClassesAreWovenAndRevertedOnDetach() {
        try (LiveJvm jvm = LiveJvm.start("-Dobservatory.level=TRACE")) {
            String view = jvm.ask("view com.acme.Attached$Desk");
            String bytecode = jvm.ask("bytecode");

            List<String> attached =
                    Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place", "--observe", "log");

            assertThat(attached).first().isEqualTo("Attached to JVM [" + jvm.pid() + " com.acme.Attached]");
            assertThat(attached)
                    .element(1)
                    .asString()
                    .matches("Woven: 2 members of 2 classes in \\d+ ms; the program was paused for at most \\d+ ms");
            assertThat(attached).last().isEqualTo("To revert everything: observatory detach " + jvm.pid());
            assertThat(jvm.ask("bytecode")).as("woven code").isNotEqualTo(bytecode);
            assertThat(jvm.ask("view com.acme.Attached$Desk")).isEqualTo(view);
            assertThat(Tool.linesOf("status", jvm.pid()))
                    .contains(
                            "2 members woven and 0 skipped in 2 classes",
                            "  woven    place(String, int, String)",
                            "  woven    twice(int)");

            assertThat(Tool.linesOf("detach", jvm.pid()))
                    .singleElement()
                    .asString()
                    .startsWith("Detached from JVM [" + jvm.pid() + " com.acme.Attached]: 2 classes reverted in ");

            assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
            assertThat(jvm.ask("view com.acme.Attached$Desk")).isEqualTo(view);
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void parameterNamesSurviveRetransformation() {
        try (LiveJvm jvm = LiveJvm.start()) {
            String view = jvm.ask("view com.acme.Attached$Burst");
            assertThat(view).contains("itrue");

            Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Burst");
            assertThat(jvm.ask("view com.acme.Attached$Burst")).isEqualTo(view);
            Tool.linesOf("detach", jvm.pid());
            assertThat(jvm.ask("view com.acme.Attached$Burst")).isEqualTo(view);
        }
    }

    @Test
    void onlyTheSameUserHasAccessToTheSocketWhichIsDeletedOnDetach() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Path socket = FOLDER.resolve(jvm.pid() + ".socket");
            Tool.linesOf("attach", jvm.pid());

            assertThat(permissions(FOLDER)).isEqualTo("rwx------");
            assertThat(permissions(socket)).isEqualTo("rw-------");
            assertThat(FOLDER.resolve(jvm.pid() + ".jar"))
                    .as("the bootstrap jar")
                    .doesNotExist();

            Tool.linesOf("detach", jvm.pid());
            assertThat(socket).doesNotExist();

            Tool.linesOf("attach", jvm.pid());
            assertThat(socket).exists();
            jvm.say("exit");
            assertThat(jvm.exit()).isZero();
            assertThat(socket).doesNotExist();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void theSocketOfAKilledProcessIsDeleted() throws Exception {
        Path left;
        try (LiveJvm jvm = LiveJvm.start()) {
            Tool.linesOf("attach", jvm.pid());
            left = FOLDER.resolve(jvm.pid() + ".socket");
        }
        assertThat(left).as("killed").exists();
        try (LiveJvm jvm = LiveJvm.start()) {
            Path reused = FOLDER.resolve(jvm.pid() + ".socket");
            Files.move(left, reused);
            Files.setLastModifiedTime(reused, FileTime.from(Instant.now().minusSeconds(60)));

            assertThat(Tool.linesOf("list"))
                    .anyMatch(line -> line.strip().matches(jvm.pid() + "  +\\d+[.\\d]*  +-  +com\\.acme\\.Attached"));
            assertThat(reused).doesNotExist();

            Tool.linesOf("attach", jvm.pid());
            assertThat(Tool.linesOf("list")).anyMatch(line -> line.strip()
                    .matches(jvm.pid() + "  +\\d+[.\\d]*  +active  +com\\.acme\\.Attached"));
        }
    }

    @Test
    void aProgramMayOverrideTheNameOfItsUser() {
        try (LiveJvm jvm = LiveJvm.start("-Duser.name=some/body", "-Djava.io.tmpdir=/nowhere")) {
            Tool.linesOf("attach", jvm.pid());
            Tool.linesOf("detach", jvm.pid());
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** Such a program can open no jar, unless it has opened one before. */
    @Test
    void theWorkingDirectoryOfTheProgramMayBeDeleted() throws Exception {
        Path working = Files.createDirectory(folder.resolve("working"));
        String program = ForkedJvm.tool("java") + " -XX:+EnableDynamicAgentLoading -cp " + ForkedJvm.testClasses()
                + " com.acme.Attached";
        try (LiveJvm jvm = LiveJvm.ofCommand(List.of("sh", "-c", "cd " + working + " && exec " + program))) {
            Files.delete(working);

            assertThat(Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place"))
                    .element(1)
                    .asString()
                    .startsWith("Woven: 2 members");
            Tool.linesOf("detach", jvm.pid());
            Tool.linesOf("attach", jvm.pid());
            Tool.linesOf("detach", jvm.pid());
            // The JVM itself reports how its first jar was opened.
            assertThat(jvm.err().lines().filter(line -> !line.isEmpty()))
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(line -> line.contains("bootstrap classpath has been appended"));
        }
    }

    /** On newer JDKs, the warning that an agent is loaded would break such a program. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aProgramWhoseWorkingDirectoryWasDeletedIsLeftAlone() throws Exception {
        Path working = Files.createDirectory(folder.resolve("working"));
        String program = ForkedJvm.tool("java") + " -cp " + ForkedJvm.testClasses() + " com.acme.Attached";
        try (LiveJvm jvm = LiveJvm.ofCommand(List.of("sh", "-c", "cd " + working + " && exec " + program))) {
            String bytecode = jvm.ask("bytecode");
            Files.delete(working);

            ForkedJvm.Result refused = Tool.run("attach", jvm.pid());

            assertThat(refused.exit()).isEqualTo(8);
            assertThat(refused.err()).contains("The working directory of JVM [" + jvm.pid() + "] was deleted");
            assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void failFastDoesNotEndARunningProgram() {
        try (LiveJvm jvm = LiveJvm.start("-Dobservatory.failfast=true")) {
            List<String> attached = Tool.linesOf(
                    "attach",
                    jvm.pid(),
                    "--include",
                    "java.util.function.IntUnaryOperator,com.acme.Attached$Desk#place");

            assertThat(attached).first().isEqualTo("Attached to JVM [" + jvm.pid() + " com.acme.Attached]");
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void invalidPatternsWeaveNothing() {
        try (LiveJvm jvm = LiveJvm.start()) {
            ForkedJvm.Result unreadable = Tool.run("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place(");
            ForkedJvm.Result smuggled = Tool.run("attach", jvm.pid(), "--include", "a.B#c;dump=/tmp/x");
            ForkedJvm.Result noPlace = Tool.run("attach", jvm.pid(), "--observe", "logs");

            assertThat(unreadable.exit()).isEqualTo(2);
            assertThat(unreadable.err()).contains("Nothing was woven: argument [include]: pattern [");
            assertThat(smuggled.exit()).isEqualTo(2);
            assertThat(smuggled.err()).endsWith("[a.B#c;dump=/tmp/x] must not contain the character [;]\n");
            assertThat(noPlace.exit()).isEqualTo(2);
            assertThat(noPlace.err()).contains("did you mean [log]?");
            assertThat(Tool.run("status", jvm.pid()).exit()).as("detached").isEqualTo(12);
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void anUnmatchedPatternIsAnsweredWithSimilarNames() {
        try (LiveJvm jvm = LiveJvm.start()) {
            ForkedJvm.Result result = Tool.run("attach", jvm.pid(), "--include", "com.acme.Atached$Desk#place");

            assertThat(result.exit()).isZero();
            assertThat(result.err())
                    .contains("No loaded class matches [com.acme.Atached$Desk#place]. Did you mean one of"
                            + " [com.acme.Attached$Desk, ")
                    .endsWith("]? Matching classes are woven when they are loaded\n");
        }
    }

    @Test
    void staticObserversAreConnectedWhileTheAgentIsAttached() {
        try (LiveJvm jvm = LiveJvm.start()) {
            assertThat(jvm.number("audience")).as("loaded, but not connected").isZero();
            Tool.linesOf("attach", jvm.pid());
            while (jvm.number("audience") == 0) {
                Thread.onSpinWait(); // Connected when the next call is made, or a moment later.
            }
            assertThat(jvm.ask("audienceIsConnected")).isEqualTo("true");

            Tool.linesOf("detach", jvm.pid());
            assertThat(jvm.ask("audienceIsConnected")).isEqualTo("false");

            Tool.linesOf("attach", jvm.pid());
            long heard = jvm.number("audience");
            while (jvm.number("audience") == heard) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void attachingAgainAddsPatterns() {
        try (LiveJvm jvm = LiveJvm.start()) {
            jvm.ask("burst 1");
            Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place");

            List<String> again = Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Burst#one");

            assertThat(again).first().isEqualTo("Already attached to JVM [" + jvm.pid() + " com.acme.Attached]");
            assertThat(again).element(1).asString().startsWith("Woven: 3 members of 3 classes");
        }
    }

    @Test
    void anAgentFromTheStartHasAStatusAndCanBeDetached() {
        try (LiveJvm jvm = LiveJvm.start("-javaagent:" + ForkedJvm.agentJar())) {
            String bytecode = jvm.ask("bytecode");
            assertThat(Tool.linesOf("list")).anyMatch(line -> line.contains(jvm.pid()) && line.contains("from start"));

            assertThat(Tool.linesOf("status", jvm.pid()))
                    .contains("  since: the start of the JVM", "  woven    twice(int)");
            Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place", "--observe", "log");
            assertThat(jvm.ask("bytecode")).isNotEqualTo(bytecode);
            Tool.linesOf("detach", jvm.pid());
            assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
            assertThat(Tool.run("status", jvm.pid()).exit()).as("detached").isEqualTo(12);

            Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place", "--observe", "log");
            assertThat(jvm.ask("bytecode")).isNotEqualTo(bytecode);
            Tool.linesOf("detach", jvm.pid());
            assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
            assertThat(jvm.err().lines())
                    .allMatch(line -> line.startsWith("INFO: com.acme.") || line.endsWith("LogOutput log"));
        }
    }

    @Test
    void aClassThatTheJvmRejectsDoesNotAffectOthers() {
        Path generated = GeneratedClasses.write(folder, 120);
        GeneratedClasses.addBroken(generated);
        try (LiveJvm jvm = LiveJvm.start(List.of(), List.of(generated.toString()))) {
            List<String> attached = Tool.linesOf("attach", jvm.pid(), "--include", "gen.**", "--observe", "log");

            assertThat(attached).element(1).asString().startsWith("Woven: 241 members of 121 classes");
            assertThat(attached)
                    .filteredOn(line -> line.startsWith("  skipped"))
                    .singleElement()
                    .asString()
                    .startsWith("  skipped  gen.Broken.")
                    .contains("the JVM refused to retransform it: java.lang.");
            assertThat(jvm.number("calls")).isNotNegative();
            assertThat(Tool.linesOf("detach", jvm.pid())).element(0).asString().contains(": 121 classes reverted in ");
        }
    }

    @Test
    void theListShowsProcessNumberJdkAndMainClass() {
        try (LiveJvm jvm = LiveJvm.start()) {
            assertThat(Tool.linesOf("list"))
                    .anyMatch(line -> line.strip().matches(jvm.pid() + "  +\\d+[.\\d]*  +-  +com\\.acme\\.Attached"));
            assertThat(Tool.linesOf("list", "--json"))
                    .singleElement()
                    .asString()
                    .contains("{\"pid\":" + jvm.pid() + ",\"mainClass\":\"com.acme.Attached\",\"jdk\":\"");
        }
    }

    @Test
    void theShellCompletesCommands() throws Exception {
        Path script = Files.write(folder.resolve("completion"), Tool.linesOf("completion"));

        Process bash = new ProcessBuilder("bash", "-c", ". " + script + " && complete -p observatory").start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("_complete_observatory");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void aFlightRecordingKeepsNoClassOfTheAgentAfterwards() {
        try (LiveJvm jvm = LiveJvm.start("-XX:StartFlightRecording:settings=none", "-Xlog:jfr*=off")) {
            Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place", "--observe", "jfr");
            Tool.linesOf("detach", jvm.pid());

            jvm.number("instances " + AgentClasses.CLASS_LOADER);
            jvm.number("instances " + AgentClasses.CLASS_LOADER);
            assertThat(jvm.number("instances " + AgentClasses.CLASS_LOADER)).isZero();
        }
    }

    @Test
    void theDoctorHasNoEffectOnTheJvm() {
        try (LiveJvm jvm =
                LiveJvm.start("-Xlog:attach=trace", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y")) {
            List<String> findings = Tool.linesOf("doctor", jvm.pid());

            assertThat(findings).contains("mainClass: com.acme.Attached", "attach: possible", "agent: not active");
            assertThat(findings).contains("otherAgents:", "  -agentlib:jdwp");
            assertThat(FOLDER.resolve(jvm.pid() + ".socket")).doesNotExist();
            assertThat(Path.of("/tmp/.java_pid" + jvm.pid()))
                    .as("the JVM's own socket")
                    .doesNotExist();
        }
    }
}
