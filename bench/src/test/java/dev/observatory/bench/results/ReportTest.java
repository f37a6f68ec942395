package dev.observatory.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Measure CALL =
            new Measure("woven", "call, not observed", "ns", 0.5, "plain", 0.4, 1.25, 1.2, 1.3, Goal.ratioAtMost(1.02));
    private static final Measure EMIT =
            new Measure("hooks", "emit to 1 of one class", "ns", 4, "Guava EventBus", 100, 0.04, 0.02, 0.05, null);

    @Test
    void figuresOfASectionReplaceThePreviousContent() {
        Report report = new Report(Map.of("jdk17", results("woven", CALL)), "../results/");

        String filled = report.fill("""
                # Title
                <!-- figures: woven -->
                old figures
                <!-- end of figures -->
                Text.
                """);

        assertThat(filled).isEqualTo("""
                # Title
                <!-- figures: woven -->

                JDK 17.0.1; two processors; 2026-01-01:

                | work | ours | compared with | theirs | ours / theirs (rounds) | goal | |
                |---|---|---|---|---|---|---|
                | call, not observed | 0.50 ns | plain | 0.40 ns | 1.25 (1.20-1.30) | ratio <= 1.02 | **not met** |

                ![woven](../results/jdk17-woven.svg)

                <!-- end of figures -->
                Text.
                """);
    }

    @Test
    void reportingAgainChangesNothing() {
        Report report = new Report(Map.of("jdk17", results("woven", CALL)), "");
        String once = report.fill("<!-- figures: woven -->\n<!-- end of figures -->\n");

        assertThat(report.fill(once)).isEqualTo(once);
    }

    @Test
    void sectionsWithoutResultsAreMarkedAsNotMeasured() {
        assertThat(new Report(Map.of(), "").fill("<!-- figures: graph -->\n<!-- end of figures -->\n"))
                .contains("Not measured yet: `scripts/bench graph`.");
    }

    @Test
    void ratiosShowPeersAsMultiplesWithOneColumnPerJdk() {
        Map<String, ResultFile> files = Map.of("jdk25", results("hooks", EMIT), "jdk17", results("woven", CALL));

        String filled = new Report(files, "").fill("<!-- ratios: OTHERS -->\n<!-- end of figures -->\n");

        assertThat(filled).contains("""
                | work | others, as a multiple of ours | JDK 17 | JDK 25 |
                | --- | --- | --- | --- |
                | hooks: emit to 1 of one class | Guava EventBus |  | 25.00 (20.00-50.00) |
                """);
    }

    @Test
    void limitsShowOursAsAMultiple() {
        Report report = new Report(Map.of("jdk17", results("woven", CALL)), "");

        assertThat(report.fill("<!-- ratios: LIMITS -->\n<!-- end of figures -->\n"))
                .contains("| woven: call, not observed | plain | 1.25 (1.20-1.30) |");
    }

    @Test
    void rowsWithoutGoalsAreCollapsedInLongTables() {
        List<Measure> many = IntStream.range(0, 30)
                .mapToObj(i -> Measure.alone("hooks", "work " + i, "ns", i, i == 7 ? Goal.oursAtMost(9) : null))
                .toList();
        Report report = new Report(Map.of("jdk17", results("hooks", many.toArray(new Measure[0]))), "");

        String filled = report.fill("<!-- figures: hooks -->\n<!-- end of figures -->\n");

        assertThat(filled.indexOf("| work 7 |")).isLessThan(filled.indexOf("<details><summary>29 more</summary>"));
    }

    @Test
    void aDocumentWithoutMarkersIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Report(Map.of(), "").fill("# Title\n"))
                .withMessageStartingWith("No block for figures found");
    }

    private static ResultFile results(String section, Measure... measures) {
        return new ResultFile(Map.of(
                section,
                new ResultFile.SectionRun(
                        "2026-01-01T00:00:00Z", "17.0.1", "two processors", false, List.of(measures))));
    }
}
