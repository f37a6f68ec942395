package dev.observatory.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextColumnsTest {
    @Test
    void wideCharactersTakeTwoColumnsAndCombiningMarksNone() {
        assertThat(TextColumns.columns("copying")).isEqualTo(7);
        assertThat(TextColumns.columns("ko\u0308nnen")).isEqualTo(6);
        assertThat(TextColumns.columns("複製中")).isEqualTo(6);
        assertThat(TextColumns.columns("복사")).isEqualTo(4);
        assertThat(TextColumns.columns("📁")).isEqualTo(2);
        assertThat(TextColumns.columns("a\u200Bb")).isEqualTo(2);
    }

    @Test
    void textIsShortenedToExactlyTheColumns() {
        assertThat(TextColumns.fit("copying", 9, "…")).isEqualTo("copying  ");
        assertThat(TextColumns.fit("copying", 5, "…")).isEqualTo("copy…");
        assertThat(TextColumns.fit("複製中", 4, "…")).isEqualTo("複… ");
        assertThat(TextColumns.fit("📁📁", 3, "")).isEqualTo("📁 ");
        assertThat(TextColumns.fit("", 2, "…")).isEqualTo("  ");
    }

    @Test
    void textCannotControlTheTerminal() {
        assertThat(TextColumns.printable("a\033[2Jb\nc\u2028d\u202Ee\u0007", false))
                .isEqualTo("a [2Jb c d e ");
        assertThat(TextColumns.printable("lone \uD800.", false)).isEqualTo("lone  .");
    }

    @Test
    void onlyAsciiRemainsWhereNothingElseCanBeDisplayed() {
        assertThat(TextColumns.printable("größe 複製 ko\u0308n", true)).isEqualTo("gr??e ?? kon");
    }
}
