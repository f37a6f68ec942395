package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static List<String> printed(int height, int width, String... cells) {
        TextTable table = new TextTable("CALLS", "METHOD");
        for (int i = 0; i < cells.length; i += 2) {
            table.add(cells[i], cells[i + 1]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), height, width);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void numbersAreAlignedToTheRight() {
        assertThat(printed(9, 80, "7", "a.B.c()", "4711", "d()"))
                .containsExactly("CALLS  METHOD", "    7  a.B.c()", " 4711  d()");
    }

    @Test
    void longLinesKeepTheEndOfTheLastCell() {
        assertThat(printed(9, 14, "7", "com.acme.B.c()")).containsExactly("CALLS  METHOD", "    7  ….B.c()");
        assertThat(printed(9, 5, "7", "com.acme.B.c()")).containsExactly("CALLS", "    7");
    }

    @Test
    void surrogatePairsAreNotSplit() {
        assertThat(printed(9, 13, "7", "a\ud83d\ude00bcdef")).containsExactly("CALLS  METHOD", "    7  …bcdef");
    }

    @Test
    void rowsThatDoNotFitAreOmitted() {
        assertThat(printed(2, 80, "7", "a()", "8", "b()")).containsExactly("CALLS  METHOD", "    7  a()");
    }

    @Test
    void columnsAreAlignedByWhatIsPrinted() {
        TextTable table = new TextTable("PID", "AGENT", "MAIN CLASS");
        table.add("7", "-", "a.Gr\u00f6\u00dfe");
        table.add("8", "\u00e9", "b.Main");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        table.print(new EscapingPrintStream(bytes, StandardCharsets.US_ASCII), 9, 23);

        assertThat(bytes.toString(StandardCharsets.US_ASCII).lines())
                .containsExactly("PID  AGENT   MAIN CLASS", "  7  -       ...\\u00dfe", "  8  \\u00e9  b.Main");
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        TextTable table = new TextTable("A", "B");
        table.add("\u8336", "x");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("A   B", "\u8336  x");
    }
}
