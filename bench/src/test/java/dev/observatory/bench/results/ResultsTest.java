package dev.observatory.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ResultsTest {
    private static final Measure MET = Measure.alone("hooks", "idle hook", "B", 40, Goal.oursAtMost(40));
    private static final Measure SHORT =
            new Measure("hooks", "emit <1>", "ns", 3, "Guava & co", 30, 0.1, 0.09, 0.11, Goal.timesBetter(20));
    private static final Measure OTHER =
            new Measure("hooks", "emit <1>", "ns", 3, "MBassador", 6, 0.5, 0.4, 0.6, Goal.timesBetter(2));

    @Test
    void theSummaryNamesUnmetGoals() {
        Results results = new Results();
        results.add(MET);
        results.add(SHORT);

        assertThat(results.summary())
                .isEqualTo("not met: hooks / emit <1> / Guava & co: 0.10, goal better 20x\n1 of 2 goals met\n");
    }

    @Test
    void aFigureThatIsNotANumberIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measure.alone("hooks", "idle", "B", Double.NaN, null))
                .withMessage("Benchmark is wrong: [hooks/idle] took [NaN]");
    }

    @Test
    void storedResultsAreReadBackUnchanged(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/jdk17.json");
        ResultFile kept = new ResultFile(Map.of())
                .with(
                        "hooks",
                        new ResultFile.SectionRun("2026-01-01T00:00:00Z", "17", "two", false, List.of(MET, SHORT)));

        kept.write(file);

        assertThat(ResultFile.read(file)).isEqualTo(kept);
    }

    @Test
    void earlierNamesOfWorkloadsAreReadAsTheCurrentOnes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("jdk17.json");
        Measure earlier = Measure.alone("woven", "call, nobody listens", "ns", 1, null);
        Measure current = Measure.alone("woven", "call, not observed", "ns", 1, null);
        new ResultFile(Map.of(
                        "woven",
                        new ResultFile.SectionRun("2026-01-01T00:00:00Z", "17", "two", false, List.of(earlier))))
                .write(file);

        assertThat(ResultFile.read(file).measures()).containsExactly(current);
    }

    @Test
    void aFileWithoutResultsIsNamed(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not json");
        Path empty = Files.writeString(folder.resolve("empty.json"), "{}");

        assertThatIOException()
                .isThrownBy(() -> ResultFile.read(text))
                .withMessage("[" + text + "] is not a results file; name a file written by scripts/bench");
        assertThatIOException()
                .isThrownBy(() -> ResultFile.read(empty))
                .withMessage("[" + empty + "] has no results; name a file written by scripts/bench");
        Path missing = folder.resolve("missing.json");
        assertThatIOException()
                .isThrownBy(() -> ResultFile.read(missing))
                .withMessage("File [" + missing + "] does not exist; name a file written by scripts/bench");
    }

    @Test
    void thePictureIsXmlWithOneBarPerPeer() throws Exception {
        String picture = Picture.of("hooks", "JDK 17", List.of(MET, SHORT, OTHER));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(3);
        assertThat(picture).contains("emit &lt;1&gt; — Guava &amp; co", ">10.00×<");
    }

    @Test
    void aPictureWithoutPeersShowsTheShareOfTheGoalUsed() {
        Measure twice = Measure.alone("attach", "first event", "ms", 200, Goal.oursAtMost(100));

        assertThat(Picture.of("attach", "JDK 17", List.of(MET, twice)))
                .contains("first event — ours &lt;= 100", ">2.00×<", ">1.00×<", "goal = 1");
    }

    @Test
    void aPictureOfOnePeerShowsMultiplesOfIt() {
        Measure plain = new Measure("woven", "call", "ns", 3, "plain", 2, 1.5, 1.4, 1.6, null);

        assertThat(Picture.of("woven", "JDK 17", List.of(plain))).contains(">1.50×<", "plain = 1");
    }

    @Test
    void thereIsNoPictureWithoutPeersAndGoals() {
        assertThat(Picture.of("hooks", "JDK 17", List.of(Measure.alone("hooks", "idle", "B", 40, null))))
                .isEmpty();
    }

    @Test
    void theSpreadCoversTheRoundsThatBothHave() {
        Measure measure =
                Measure.beside("graph", "deep", "ms", List.of(4.0, 3.0, 1.0), "alien-signals", List.of(8.0, 2.0), null);

        assertThat(measure.ours()).isEqualTo(3);
        assertThat(measure.theirs()).isEqualTo(2);
        assertThat(measure.ratio()).isEqualTo(1.5);
        assertThat(measure.low()).isEqualTo(0.5);
        assertThat(measure.high()).isEqualTo(1.5);
    }
}
