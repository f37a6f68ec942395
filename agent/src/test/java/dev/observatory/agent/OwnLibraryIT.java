package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Launcher;
import com.acme.OwnLibrary;
import dev.observatory.agent.testing.AgentClasses;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attaching to programs that bring the library in a class loader that delegates to its parents first: the classes of the library that
 * they have loaded and those that they load afterwards stay in one class loader.
 */
class OwnLibraryIT {
    private static final String RING = "com.acme.OwnLibrary$Bell#ring";

    @TempDir
    private Path folder;

    /** Without the warning of the library that observers are not notified without an agent. */
    private LiveJvm started(Path library, String... options) throws IOException {
        Path silence = Files.createFile(folder.resolve("logging.properties"));
        Path launcher = Jars.jar(folder.resolve("launcher.jar"), new Manifest(), "com/acme/Launcher.class");
        List<String> words = new ArrayList<>(List.of("-Xverify:all", "-XX:+EnableDynamicAgentLoading"));
        words.add("-Djava.util.logging.config.file=" + silence);
        words.addAll(List.of(options));
        words.addAll(List.of("-cp", launcher.toString(), Launcher.class.getName()));
        words.addAll(List.of(ForkedJvm.testClasses().toString(), library.toString(), OwnLibrary.class.getName()));
        return LiveJvm.of(words);
    }

    /** Returns the number of class loaders of the agent after a garbage collection, which counting includes. */
    private static long loaders(LiveJvm jvm) {
        List<String> command = List.of(ForkedJvm.tool("jcmd"), jvm.pid(), "GC.class_histogram");
        return ForkedJvm.launch(command, Map.of())
                .out()
                .lines()
                .filter(line -> line.contains(" " + AgentClasses.CLASS_LOADER))
                .count();
    }

    @Test
    void theLibraryOfTheProgramStaysInOneClassLoaderAndItsObserversAreNotified() throws Exception {
        try (LiveJvm jvm = started(ForkedJvm.core())) {
            assertThat(jvm.ask("ring")).isEqualTo("rang 3, heard 0");
            for (int cycle = 1; cycle <= 3; cycle++) {
                List<String> attached = Tool.linesOf("attach", jvm.pid());

                assertThat(attached).element(1).asString().startsWith("Woven: 1 members of 1 classes");
                assertThat(jvm.ask("ring")).isEqualTo("rang 3, heard " + cycle);
                assertThat(jvm.ask("list")).isEqualTo("program 1");
                assertThat(Tool.linesOf("status", jvm.pid())).contains("  woven    ring(int)");
                assertThat(loaders(jvm)).isOne();

                assertThat(Tool.linesOf("detach", jvm.pid())).first().asString().contains(": 1 classes reverted in ");
                assertThat(jvm.ask("ring")).isEqualTo("rang 3, heard " + cycle);
            }
            loaders(jvm);
            assertThat(loaders(jvm)).as("after detaching").isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void itsCallsCanBeWatched() throws Exception {
        try (LiveJvm jvm = started(ForkedJvm.core())) {
            Process watch =
                    new ProcessBuilder(Tool.command("watch", jvm.pid(), RING, "--args", "--limit", "1")).start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
                while (!out.ready() && watch.isAlive()) {
                    assertThat(jvm.ask("ring")).startsWith("rang 3, heard ");
                }
                assertThat(out.readLine()).contains("OwnLibrary$Bell.ring(times=3)");
            }
            assertThat(watch.waitFor()).isZero();
            assertThat(jvm.ask("list")).isEqualTo("program 1");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aProgramThatHasLoadedNoLibraryClassFindsTheWholeLibraryOfTheAgent() throws Exception {
        try (LiveJvm jvm = started(ForkedJvm.core(), "-Dcom.acme.late=true")) {
            Tool.linesOf("attach", jvm.pid());

            assertThat(jvm.ask("listen")).isEqualTo("app");
            assertThat(jvm.ask("ring")).isEqualTo("rang 3, heard 1");
            assertThat(jvm.ask("list")).isEqualTo("app 1");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aProgramWithTheAgentInItsOwnClassLoaderCanInstallIt() throws Exception {
        try (LiveJvm jvm = started(ForkedJvm.agentJar())) {
            assertThat(jvm.ask("active")).isEqualTo("false");
            assertThat(jvm.ask("install")).isEqualTo("true");

            assertThat(jvm.ask("ring")).isEqualTo("rang 3, heard 1");
            assertThat(jvm.ask("list")).isEqualTo("program 1");
            assertThat(jvm.ask("status")).contains("woven    ring(int)");

            Tool.linesOf("detach", jvm.pid());
            assertThat(jvm.ask("active")).isEqualTo("false");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aProgramWithTheAgentInItsOwnClassLoaderCanBeAttachedTo() throws Exception {
        try (LiveJvm jvm = started(ForkedJvm.agentJar())) {
            Tool.linesOf("attach", jvm.pid());

            assertThat(jvm.ask("active")).isEqualTo("true");
            assertThat(jvm.ask("install")).isEqualTo("true");
            assertThat(jvm.ask("ring")).isEqualTo("rang 3, heard 1");
            assertThat(jvm.ask("list")).isEqualTo("program 1");
            assertThat(jvm.err()).isEmpty();
        }
    }
}
