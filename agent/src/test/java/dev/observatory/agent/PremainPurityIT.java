package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Empty;
import com.acme.Exits;
import com.acme.Unheard;
import dev.observatory.agent.testing.ClassLoadLog;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent does before main, and to programs that it has no business with: nothing that could be noticed. */
class PremainPurityIT {
    @TempDir
    private Path folder;

    private ForkedJvm with(Path agent) {
        return new ForkedJvm(List.of("-javaagent:" + agent), List.of(Jars.program(folder)));
    }

    private Set<String> loaded(Path agent) {
        ForkedJvm.Result result = with(agent).with(ClassLoadLog.OPTION).run(Empty.class.getName());
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        return new TreeSet<>(ClassLoadLog.of(result).keySet());
    }

    @Test
    void aProgramWithNothingTaggedLoadsThreeClassesOfOursAndNoSubsystemOfTheJdk() {
        Set<String> ours = loaded(ForkedJvm.agentJar());
        ours.removeAll(loaded(Jars.noOpAgent(folder)));

        assertThat(ours)
                .filteredOn(name -> name.startsWith("dev."))
                .containsExactly(
                        "dev.observatory.agent.ObservatoryAgent",
                        "dev.observatory.agent.classfile.ConstantPoolScan",
                        "dev.observatory.agent.transform.WeavingTransformer");
        assertThat(ours)
                .hasSizeLessThan(30)
                .allMatch(name -> name.matches("dev\\..*|java\\.(lang|io|util)\\..*|jdk\\.internal\\..*"))
                .noneMatch(name -> name.matches("java\\.util\\.logging\\..*|java\\.lang\\.management\\..*|.*Thread.*"));
    }

    @Test
    void weavingNeedsNoLambdaAndNoStreamOfTheAgents() {
        ForkedJvm.Result result =
                with(ForkedJvm.agentJar()).with(ClassLoadLog.OPTION).run(Unheard.class.getName());

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .as("the weaver is at work")
                .anyMatch(line -> line.startsWith("dev.observatory.agent.bytecode.ClassWeaver "));
        assertThat(result.lines())
                .noneMatch(line -> line.startsWith("dev.observatory.agent.") && line.contains("Lambda"));
    }

    @Test
    void noThreadIsStarted() {
        List<String> noOp = with(Jars.noOpAgent(folder)).linesOf(Exits.class, "threads");

        assertThat(with(ForkedJvm.agentJar()).linesOf(Exits.class, "threads"))
                .contains("main")
                .isEqualTo(noOp);
    }

    @Test
    void theJdksOwnProgramsBehaveAsEver() throws IOException {
        Path sound = Files.writeString(folder.resolve("Sound.java"), "class Sound { int one = 1; }");
        Path broken = Files.writeString(folder.resolve("Broken.java"), "class Broken { int one = two; }");
        List<List<String>> commands = List.of(
                List.of(ForkedJvm.tool("java"), "-version"),
                List.of(ForkedJvm.tool("javac"), "-d", folder.toString(), sound.toString()),
                List.of(ForkedJvm.tool("javac"), "-d", folder.toString(), broken.toString()),
                List.of(
                        ForkedJvm.tool("jar"),
                        "--list",
                        "--file",
                        Jars.program(folder).toString()),
                List.of(ForkedJvm.tool("jar"), "--list", "--file", "missing.jar"));

        List<ForkedJvm.Result> plain = run(commands, "-Dunrelated=1");
        List<ForkedJvm.Result> withAgent = run(commands, "-javaagent:" + ForkedJvm.agentJar());

        assertThat(withAgent).isEqualTo(plain);
        assertThat(plain).extracting(ForkedJvm.Result::exit).containsExactly(0, 0, 1, 0, 1);
        assertThat(plain.get(0).err()).contains("Runtime Environment");
        assertThat(plain.get(2).err()).contains("cannot find symbol");
        assertThat(plain.get(3).out()).contains("com/acme/Empty.class");
    }

    private static List<ForkedJvm.Result> run(List<List<String>> commands, String toolOptions) {
        List<ForkedJvm.Result> results = new ArrayList<>();
        for (List<String> command : commands) {
            ForkedJvm.Result result = ForkedJvm.launch(command, Map.of("JAVA_TOOL_OPTIONS", toolOptions));
            String pickedUp = "Picked up JAVA_TOOL_OPTIONS: " + toolOptions + System.lineSeparator();
            assertThat(result.err()).startsWith(pickedUp);
            results.add(new ForkedJvm.Result(
                    result.exit(), result.out(), result.err().substring(pickedUp.length())));
        }
        return results;
    }
}
