package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {
    @Test
    void wideCharactersCountTwiceAndMarksNotAtAll() {
        assertThat(TextWidth.columns("tea")).isEqualTo(3);
        assertThat(TextWidth.columns("\u8336\u4e00")).isEqualTo(4);
        assertThat(TextWidth.columns("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.columns("\ud83d\ude00")).isEqualTo(2);
    }

    @Test
    void textIsCutToColumnsAndNotWithinACharacter() {
        assertThat(TextWidth.cut("coffee", 6, "…")).isEqualTo("coffee");
        assertThat(TextWidth.cut("coffee", 5, "…")).isEqualTo("coff…");
        assertThat(TextWidth.cut("a\ud83d\ude00bc", 3, "…")).isEqualTo("a…");
        assertThat(TextWidth.cut("coffee", 2, "...")).isEqualTo("..");
        assertThat(TextWidth.cutFront("coffee", 5, "…")).isEqualTo("…ffee");
        assertThat(TextWidth.cutFront("a\ud83d\ude00bc", 4, "…")).isEqualTo("…bc");
    }
}
