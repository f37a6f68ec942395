package dev.observatory.bench.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JvmFootprintTest {
    private static final String PRINTED = """
            4711:
            #Mon Nov 30 09:11:32 UTC 2026
            first=listing
            4711:
            ClassLoader         Parent              CLD*               Classes   ChunkSz   BlockSz  Type
            0x0000000000000000  0x0000000000000000  0x00007f34b0090da0    1747   4718592   3352808  <boot class loader>
                                                                            43    135168     80616   + hidden classes
            Total = 3                                                    %d  28494848  %d
            Full thread dump OpenJDK 64-Bit Server VM (25.0.3+9-LTS mixed mode, sharing):
            _java_thread_list=0x00007f3460264e50, length=14, elements={
            "main" #3 [21444] prio=5 os_prio=0 cpu=465.91ms elapsed=52.74s tid=0x00007f34b002a920
            "C2 CompilerThread0" #17 [21459] daemon prio=9 os_prio=0 cpu=1492.42ms elapsed=52.66s
            "Attach Listener" #24 [21564] daemon prio=9 os_prio=0 cpu=113.60ms elapsed=46.31s
            %s
            "VM Thread" os_prio=0 cpu=15.89ms elapsed=52.70s tid=0x00007f34b00b0070 nid=21453 runnable
            4711:
            #Mon Nov 30 09:11:33 UTC 2026
            java.home=/jdk
            user.timezone=%s
            """;

    private static final JvmFootprint BEFORE = JvmFootprint.parse(
            PRINTED.formatted(11_837, 2_048, "", ""), Set.of("71"), Set.of(Path.of("old"), Path.of("deleted")));

    @Test
    void theFootprintIsReadFromTheTotalsTheJavaThreadsAndTheLastListingOfProperties() {
        assertThat(BEFORE)
                .isEqualTo(new JvmFootprint(
                        11_837,
                        3,
                        2_048,
                        1,
                        Set.of("71"),
                        Map.of("java.home", "/jdk", "user.timezone", ""),
                        Set.of(Path.of("old"), Path.of("deleted"))));
    }

    @Test
    void whatIsLeftIsWhatIsNewOrChanged() {
        String printed = PRINTED.formatted(11_840, 4_096, "\"server\" #25 [21565] daemon prio=9", "UTC\nport=7");

        JvmFootprint after = JvmFootprint.parse(printed, Set.of("71", "72"), Set.of(Path.of("old"), Path.of("new")));

        assertThat(after.beyond(BEFORE))
                .containsExactly(
                        Map.entry("classes", 3.0),
                        Map.entry("class loaders", 0.0),
                        Map.entry("metaspace", 2.0),
                        Map.entry("threads", 1.0),
                        Map.entry("listening sockets", 1.0),
                        Map.entry("system properties", 2.0),
                        Map.entry("files", 1.0));
    }

    @Test
    void whatIsUnloadedDoesNotCountAsLeft() {
        JvmFootprint after = JvmFootprint.parse(PRINTED.formatted(11_000, 1_024, "", ""), Set.of(), Set.of());

        assertThat(after.beyond(BEFORE).values()).containsOnly(0.0);
    }

    @Test
    void outputWithoutTotalsIsAnError() {
        assertThatThrownBy(() -> JvmFootprint.parse("no such process", Set.of(), Set.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Benchmark is wrong: jcmd printed [no such process]");
    }
}
