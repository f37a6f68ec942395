package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The behaviour of a graph, case by case: each a line of {@code semantics.txt}, in the commands of {@link Script}. */
class SemanticsTest {

    /** The subject, the script and the expected outcome of each case. */
    private record Line(String about, String script, String expected) {}

    private static List<Line> lines() throws IOException {
        String text = new String(
                SemanticsTest.class.getResourceAsStream("semantics.txt").readAllBytes(), StandardCharsets.UTF_8);
        List<Line> lines = new ArrayList<>();
        String group = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                group = line.substring(1).strip();
            } else if (!line.isBlank()) {
                String[] parts = line.split("\\|", -1);
                lines.add(new Line(group + ": " + parts[0].strip(), parts[1].strip(), parts[2].strip()));
            }
        }
        return lines;
    }

    static Stream<Arguments> cases() throws IOException {
        return lines().stream().map(line -> Arguments.of(line.about(), line.script(), line.expected()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void inAGraphWithALock(String about, String script, String expected) {
        assertThat(new Script(Graph.create()).run(script))
                .as(about + ": " + script)
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void inAConfinedGraph(String about, String script, String expected) {
        assertThat(new Script(Graph.confined()).run(script))
                .as(about + ": " + script)
                .isEqualTo(expected);
    }

    @Test
    void coversAtLeastAHundredAndFiftyDistinctCases() throws IOException {
        assertThat(lines()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(lines()).extracting(Line::script).doesNotHaveDuplicates();
        assertThat(lines()).extracting(Line::about).doesNotHaveDuplicates();
    }
}
