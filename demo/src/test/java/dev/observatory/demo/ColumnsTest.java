package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    private final Columns columns = new Columns();

    @Test
    void numbersAreAlignedThroughoutAndRemarksWithinTheirSection() {
        columns.title("One");
        columns.row(7, "short", "x");
        columns.row(1_234_567, "quite long", "y");
        columns.title("Two");
        columns.row(12, "z", "w");

        assertThat(columns.lines())
                .containsExactly(
                        "One",
                        "          7  short       x",
                        "  1,234,567  quite long  y",
                        "",
                        "Two",
                        "         12  z  w");
    }

    @Test
    void aSectionWithoutRowsContainsNone() {
        columns.title("Nothing");

        assertThat(columns.lines()).containsExactly("Nothing", "    none");
    }

    @Test
    void controlCharactersAreReplaced() {
        columns.title("Names");
        columns.row(1, "a\u001b[2Jb\nc");

        assertThat(columns.lines()).contains("  1  a?[2Jb?c");
    }
}
