package dev.observatory.bench.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunTest {
    @TempDir
    Path folder;

    private ProgramRun one;
    private ProgramRun other;

    @BeforeEach
    void writeEqualResults() throws IOException {
        one = run("one");
        other = run("other");
    }

    @Test
    void equalRunsDoNotDiffer() throws IOException {
        assertThat(one.differences(other)).isEmpty();
    }

    @Test
    void reportsTheFirstDifferentByteOfTheOutput() throws IOException {
        Files.writeString(other.folder().resolve("out"), "printeD");

        assertThat(one.differences(other))
                .containsExactly("[" + one.folder().resolve("out") + "] and ["
                        + other.folder().resolve("out") + "] differ at byte 6");
    }

    @Test
    void reportsFilesOfOneRunOnly() throws IOException {
        Path extra = Files.writeString(other.folder().resolve("work/more"), "");

        assertThat(one.differences(other))
                .containsExactly("[" + one.folder().resolve("work/more") + "] does not exist");
        assertThat(other.differences(one))
                .containsExactly("[" + one.folder().resolve("work/more") + "] does not exist");
        assertThat(extra).exists();
    }

    @Test
    void reportsDifferentExitCodes() throws IOException {
        ProgramRun failed = new ProgramRun(other.folder(), 1, 1);

        assertThat(one.differences(failed)).containsExactly("exit code: [0] and [1]");
    }

    @Test
    void ignoresTheReportOfOmittedLinesOnTheErrorStream() throws IOException {
        Path errors = other.folder().resolve("err");
        Files.writeString(errors, "warning\n[observatory] observe=log: lines omitted after the last one: 12\n");
        assertThat(one.differences(other)).isEmpty();

        Files.writeString(errors, "warning\n[observatory] observe=log: lines omitted\n");
        assertThat(one.differences(other))
                .containsExactly("[" + one.folder().resolve("err") + "] and [" + errors + "] differ");
    }

    @Test
    void countsTheClassesThatTheJvmDoesNotLetTheAgentWeave() throws IOException {
        String reason =
                "it was loaded before the field was known to be observable, and this JVM would lose the names of its"
                        + " parameters if it were retransformed";
        Files.writeString(
                other.folder().resolve("err"),
                "[observatory] not woven: class [a.B], which may assign field [c]: " + reason
                        + " (JDK-8240908, fixed in 17.0.20 and 19); load it later\nwarning\n");

        assertThat(one.differences(other)).isEmpty();
        assertThat(other.notRetransformed()).isEqualTo(1);
        assertThat(one.notRetransformed()).isZero();
    }

    @Test
    void aRunWithoutAnyResultIsNotSuccessful() throws IOException {
        assertThat(one.isSuccessful()).isTrue();
        assertThat(new ProgramRun(one.folder(), 1, 1).isSuccessful()).isFalse();

        Files.writeString(one.folder().resolve("out"), "");
        assertThat(one.isSuccessful()).isTrue();
        Files.delete(one.folder().resolve("work/file"));
        assertThat(one.isSuccessful()).isFalse();
    }

    private ProgramRun run(String name) throws IOException {
        Path place = folder.resolve(name);
        Files.createDirectories(place.resolve("work"));
        Files.writeString(place.resolve("out"), "printed");
        Files.writeString(place.resolve("err"), "warning\n");
        Files.writeString(place.resolve("work/file"), "written");
        return new ProgramRun(place, 0, 1);
    }
}
