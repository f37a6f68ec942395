package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.AgentClasses;
import dev.observatory.agent.testing.GeneratedClasses;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attaches to a program under load and detaches many times, and leaves nothing. {@code scripts/attach-cycles} does so as often as it
 * takes to be sure.
 */
class AttachCyclesIT {
    private static final int CYCLES = Integer.getInteger("observatory.cycles", 60);
    private static final int WARM = Math.min(30, CYCLES / 2);
    private static final int CLASSES = Integer.getInteger("observatory.cycles.classes", 200);
    private static final long MAX_METASPACE_GROWTH = 2 << 20;

    @TempDir
    private Path folder;

    @Test
    void attachingAndDetachingManyTimesLeavesNeitherClassesNorThreadsNorMemory() {
        Path generated = GeneratedClasses.write(folder, CLASSES);
        try (LiveJvm jvm = LiveJvm.start(
                List.of("-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading", "-Dobservatory.level=TRACE"),
                List.of(generated.toString()))) {
            String view = jvm.ask("view com.acme.Attached$Desk");
            String bytecode = jvm.ask("bytecode");
            Map<String, Long> warm = Map.of();

            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                Tool.quickly(
                        "attach", jvm.pid(), "--include", "gen.**,com.acme.Attached$Desk#place", "--observe", "log");
                assertThat(jvm.ask("bytecode")).as("woven").isNotEqualTo(bytecode);
                Tool.quickly("detach", jvm.pid());
                assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
                if (cycle == WARM) {
                    warm = figures(jvm);
                } else if (cycle % 20 == 0) {
                    System.out.println("after " + cycle + " cycles " + figures(jvm));
                }
            }

            Map<String, Long> end = figures(jvm);
            System.out.println("after " + WARM + " cycles " + warm + ", after " + CYCLES + " " + end);
            // What a cycle leaves would be there once for each cycle; the JVM now and then makes a class for
            // itself, for example about ten when a method has been called by reflection 15 times.
            assertThat(end.get("threads")).isEqualTo(warm.get("threads"));
            assertThat(end.get("classes")).isLessThan(warm.get("classes") + (CYCLES - WARM) * 3 / 4);
            assertThat(end.get("metaspace")).isLessThan(warm.get("metaspace") + MAX_METASPACE_GROWTH);
            assertThat(end.get("loaders")).as("class loaders of the agent").isZero();
            assertThat(jvm.ask("view com.acme.Attached$Desk")).isEqualTo(view);
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** The figures after garbage collections. Compiled code of old methods, and so the methods, stay for some collections. */
    private static Map<String, Long> figures(LiveJvm jvm) {
        Map<String, Long> figures = new LinkedHashMap<>();
        for (int collection = 0; collection < 10; collection++) {
            note(figures, "loaders", jvm.number("instances " + AgentClasses.CLASS_LOADER));
            // The JVM's own counter of loaded classes counts each transformation of one too.
            note(figures, "classes", jvm.number("instances java.lang.Class"));
            note(figures, "threads", jvm.number("threads"));
            note(figures, "metaspace", jvm.number("metaspace"));
        }
        return figures;
    }

    private static void note(Map<String, Long> figures, String name, long value) {
        figures.merge(name, value, Math::min);
    }
}
