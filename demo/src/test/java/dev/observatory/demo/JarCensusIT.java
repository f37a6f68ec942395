package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

/** Compares the whole program under the real agent with the same program without it. */
final class JarCensusIT {
    @TempDir
    private Path folder;

    @TempDir
    private Path scratch;

    private ForkedJvm jvm;

    @BeforeEach
    void makeJars() throws IOException {
        jvm = new ForkedJvm(scratch);
        JarMaker.jar().with(Census.class).with(JarScanner.class).at(folder.resolve("first.jar"));
        JarMaker.jar()
                .with(Census.class)
                .with("shop.Cart", Opcodes.V1_8)
                .with("shop/Garbage.class", new byte[] {1, 2, 3})
                .at(folder.resolve("sub/second.jar"));
        JarMaker.jar().with(ClassParser.class).with(Census.class).truncatedAt(folder.resolve("sub/truncated.jar"));
        JarMaker.jar().with("shop.Item", Opcodes.V17).at(folder.resolve("third.jar"));
    }

    @Test
    void anObservedRunShowsEventsAndTheSameCensus() throws Exception {
        ForkedJvm.Result observed = jvm.runObserved(List.of(), folder.toString());
        ForkedJvm.Result unobserved = jvm.run(List.of(), "--no-agent", folder.toString());

        assertThat(observed.err()).isEmpty();
        assertThat(observed.exit()).isZero();
        assertThat(unobserved.err()).isEmpty();
        assertThat(unobserved.exit()).isZero();
        assertThat(unobserved.events()).isEmpty();
        assertThat(observed.census()).isEqualTo(unobserved.census()).contains("  5  classes");
    }

    @Test
    void theTruncatedJarIsReportedInOneLine() throws Exception {
        ForkedJvm.Result observed = jvm.runObserved(List.of(), folder.toString());

        assertThat(observed.events())
                .filteredOn(line -> line.startsWith("crashed"))
                .containsExactly("crashed  truncated.jar  java.util.zip.ZipException: zip END header not found");
    }

    @Test
    void progressReachesTheEndWithAllClassesCounted() throws Exception {
        ForkedJvm.Result observed = jvm.runObserved(List.of(), folder.toString());

        assertThat(observed.events())
                .filteredOn(line -> line.contains(" % "))
                .extracting(line -> line.substring(0, 5))
                .containsExactly(" 25 %", " 50 %", " 75 %", "100 %");
        assertThat(observed.events()).contains("100 %  4 of 4 jars          5 classes");
    }

    @Test
    void slowestJarsAreListedBeforeTheCensus() throws Exception {
        List<String> events = jvm.runObserved(List.of(), folder.toString()).events();

        assertThat(events).endsWith("").contains("Slowest jars");
        assertThat(events.subList(events.indexOf("Slowest jars") + 1, events.size() - 1))
                .hasSize(4)
                .allMatch(line -> line.matches(" +[0-9.,]+ ms  (first|second|third|truncated)\\.jar"));
    }

    @Test
    void aTerminalShowsABarThatIsRedrawn() throws Exception {
        ForkedJvm.Result observed =
                jvm.runObserved(List.of("-D" + ProgressView.TERMINAL_PROPERTY + "=true"), folder.toString());

        assertThat(observed.err()).isEmpty();
        assertThat(observed.out())
                .contains("\r[" + "#".repeat(16) + "] 100 %  4/4 jars  5 classes")
                .contains("\rcrashed  truncated.jar  ");
    }

    @Test
    void noAgentOptionSuppressesEvents() throws Exception {
        ForkedJvm.Result unobserved = jvm.runObserved(List.of(), "--no-agent", folder.toString());

        assertThat(unobserved.err()).isEmpty();
        assertThat(unobserved.out()).startsWith("Jar census");
    }
}
