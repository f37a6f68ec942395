package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.FieldWrites;
import dev.observatory.agent.testing.ClassLoadLog;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataSharingIT {
    private static final String FROM_ARCHIVE = "shared objects file (top)";

    @TempDir
    private Path folder;

    /** A class is shared only if its super class is; that holds for the JVM's archive whatever the agent. */
    @Test
    void classesThatAreNotWovenComeFromTheArchive() {
        List<Path> classPath = List.of(Jars.program(folder), ForkedJvm.core());
        String archive = folder.resolve("program.jsa").toString();
        new ForkedJvm(List.of("-XX:ArchiveClassesAtExit=" + archive), classPath).run(FieldWrites.class.getName());

        Map<String, String> plain = sources(classPath, archive, Jars.noOpAgent(folder));
        Map<String, String> woven = sources(classPath, archive, ForkedJvm.agentJar());

        assertThat(plain)
                .containsEntry("com.acme.FieldWrites", FROM_ARCHIVE)
                .containsEntry("com.acme.Probe$Special", FROM_ARCHIVE);
        assertThat(woven).containsEntry("dev.observatory.hook.EventHook", FROM_ARCHIVE);
        TreeSet<String> lost = new TreeSet<>(plain.keySet());
        lost.removeIf(name -> !name.startsWith("com.acme.")
                || !plain.get(name).equals(FROM_ARCHIVE)
                || FROM_ARCHIVE.equals(woven.get(name)));
        assertThat(lost)
                .as("woven while it was loaded")
                .containsExactly("com.acme.FieldWrites", "com.acme.FieldWrites$Later", "com.acme.Probe");
    }

    @Test
    void commandsGetTheirClassesFromAnArchiveThatTheWarmUpHasWritten() {
        List<Path> classPath = List.of(ForkedJvm.agentJar());
        String main = Main.class.getName();
        String archive = folder.resolve("commands.jsa").toString();
        ForkedJvm.Result warmUp =
                new ForkedJvm(List.of("-XX:ArchiveClassesAtExit=" + archive), classPath).run(main, "warm-up");
        assertThat(warmUp.exit()).as(warmUp.err()).isZero();

        ForkedJvm.Result list = new ForkedJvm(
                        List.of("-XX:SharedArchiveFile=" + archive, ClassLoadLog.OPTION), classPath)
                .run(main, "list");

        assertThat(list.exit()).isZero();
        Map<String, String> loaded = ClassLoadLog.of(list);
        loaded.keySet().removeIf(name -> !name.matches("dev\\.observatory\\.agent\\.[a-z]+\\.[A-Za-z]+"));
        assertThat(loaded)
                .containsKey("dev.observatory.agent.cli.JavaProcesses")
                .allSatisfy((name, source) -> assertThat(source).as(name).isEqualTo(FROM_ARCHIVE));
    }

    private static Map<String, String> sources(List<Path> classPath, String archive, Path agent) {
        ForkedJvm.Result result = new ForkedJvm(
                        List.of("-XX:SharedArchiveFile=" + archive, "-javaagent:" + agent, ClassLoadLog.OPTION),
                        classPath)
                .run(FieldWrites.class.getName());
        assertThat(result.exit()).isZero();
        return ClassLoadLog.of(result);
    }
}
