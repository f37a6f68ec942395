package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.AgentClasses;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log and flight recordings of an attached agent: they end when it detaches, and leave nothing. */
@Timeout(120)
class ObserveAttachedIT {
    private static final int CYCLES = 4;
    private static final String[] OPTIONS = {
        "-XX:+UseSerialGC",
        "-Djava.util.logging.SimpleFormatter.format=%5$s%n",
        "-Dobservatory.values=args,result,exception,assigned"
    };

    @TempDir
    private Path folder;

    private static void attach(LiveJvm jvm, String observe) {
        Tool.quickly(
                "attach",
                jvm.pid(),
                "--include",
                "com.acme.Attached$Desk#place",
                "--fields",
                "com.acme.Attached$Desk#stock",
                "--observe",
                observe);
    }

    /** Makes the program call some methods. */
    private static void work(LiveJvm jvm) {
        long until = jvm.number("calls") + 20;
        while (jvm.number("calls") < until) {
            Thread.onSpinWait();
        }
    }

    private static void jcmd(LiveJvm jvm, String... words) {
        List<String> command = new ArrayList<>(List.of(ForkedJvm.tool("jcmd"), jvm.pid()));
        command.addAll(List.of(words));
        ForkedJvm.Result result = ForkedJvm.launch(command, Map.of());
        assertThat(result.exit()).as(result.out()).isZero();
    }

    private static long loaders(LiveJvm jvm) {
        // What hangs on a class that is unloaded in one collection is garbage in the next.
        jvm.number("instances " + AgentClasses.CLASS_LOADER);
        jvm.number("instances " + AgentClasses.CLASS_LOADER);
        return jvm.number("instances " + AgentClasses.CLASS_LOADER);
    }

    @Test
    void theLogEndsWhenTheAgentDetachesAndKeepsNothingOfIt() {
        try (LiveJvm jvm = LiveJvm.start(OPTIONS)) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                attach(jvm, "log");
                work(jvm);
                Tool.quickly("detach", jvm.pid());
                long lines = jvm.err().lines().count();
                work(jvm);
                assertThat(jvm.err().lines().count())
                        .as("lines after detaching")
                        .isEqualTo(lines);
            }

            assertThat(jvm.err().lines())
                    .hasSizeGreaterThan(CYCLES * 20)
                    .anyMatch(line -> line.startsWith("com.acme.Attached$Desk.place completed in ")
                            && line.contains(", args {item=\"tea\", count=")
                            && line.contains(", password=(redacted)}, result "))
                    .anyMatch(line -> line.contains(" crashed with java.lang.IllegalStateException: no tea for "))
                    .anyMatch(line -> line.startsWith("com.acme.Attached$Desk.stock assigned, from "))
                    .noneMatch(line -> line.contains("hunter2"));
            assertThat(loaders(jvm)).isZero();
        }
    }

    @Test
    void recordingsContinueWithoutTheAgentAndKeepNothingOfIt() throws IOException {
        Path file = folder.resolve("attached.jfr");
        try (LiveJvm jvm = LiveJvm.start(OPTIONS)) {
            jcmd(jvm, "JFR.start", "name=one", "settings=none");
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                attach(jvm, "jfr");
                work(jvm);
                Tool.quickly("detach", jvm.pid());
                work(jvm);
            }

            jcmd(jvm, "JFR.dump", "name=one", "filename=" + file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("dev.observatory."))
                    .toList();
            assertThat(events)
                    .hasSizeGreaterThan(CYCLES * 20)
                    .anyMatch(event -> event.getString("name").equals("place"))
                    .anyMatch(event -> event.getString("name").equals("stock"));
            assertThat(jvm.err()).isEmpty();
            assertThat(loaders(jvm)).as("class loaders of the agent").isZero();
        }
    }
}
