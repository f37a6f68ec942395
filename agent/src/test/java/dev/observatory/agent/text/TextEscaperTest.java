package dev.observatory.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextEscaperTest {

    @Test
    void printableTextIsUnchanged() {
        assertThat(TextEscaper.of("Grüße, 東京 — 5 € 😀 e\u0301")).isEqualTo("Grüße, 東京 — 5 € 😀 e\u0301");
    }

    @Test
    void controlCharactersAreEscapedAsInSource() {
        assertThat(TextEscaper.of("\u001b[31m\u0007\u0000\b")).isEqualTo("\\u001b[31m\\u0007\\u0000\\u0008");
        assertThat(TextEscaper.of("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
        assertThat(TextEscaper.of("\u0085\u009b2J\u007f\u2028\u2029"))
                .isEqualTo("\\u0085\\u009b2J\\u007f\\u2028\\u2029");
        assertThat(TextEscaper.of("say \"\\\"")).isEqualTo("say \\\"\\\\\\\"");
    }

    @Test
    void marksThatHideOrReverseTextAreEscaped() {
        assertThat(TextEscaper.of("\u202egnp.exe\u2066\u200b\ufeff\u061c"))
                .isEqualTo("\\u202egnp.exe\\u2066\\u200b\\ufeff\\u061c");
        assertThat(TextEscaper.of("\udb40\udc41")).as("a tag character").isEqualTo("\\udb40\\udc41");
    }

    @Test
    void unpairedSurrogatesAreEscapedAndPairsNeverSplit() {
        StringBuilder out = new StringBuilder();

        assertThat(TextEscaper.of("\ud83d!\ude00")).isEqualTo("\\ud83d!\\ude00");
        assertThat(TextEscaper.append(out, "ab😀", 3)).isEqualTo(2);
        assertThat(out).hasToString("ab");
    }
}
