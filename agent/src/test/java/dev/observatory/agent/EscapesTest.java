package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {

    @Test
    void printableTextStaysAsItIs() {
        assertThat(Escapes.of("Grüße, 東京 — 5 € 😀 e\u0301")).isEqualTo("Grüße, 東京 — 5 € 😀 e\u0301");
    }

    @Test
    void whatATerminalOrALogWouldObeyIsWrittenAsInSource() {
        assertThat(Escapes.of("\u001b[31m\u0007\u0000\b")).isEqualTo("\\u001b[31m\\u0007\\u0000\\u0008");
        assertThat(Escapes.of("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
        assertThat(Escapes.of("\u0085\u009b2J\u007f\u2028\u2029")).isEqualTo("\\u0085\\u009b2J\\u007f\\u2028\\u2029");
        assertThat(Escapes.of("say \"\\\"")).isEqualTo("say \\\"\\\\\\\"");
    }

    @Test
    void marksThatHideOrReverseTextAreShown() {
        assertThat(Escapes.of("\u202egnp.exe\u2066\u200b\ufeff\u061c"))
                .isEqualTo("\\u202egnp.exe\\u2066\\u200b\\ufeff\\u061c");
        assertThat(Escapes.of("\udb40\udc41")).as("a tag character").isEqualTo("\\udb40\\udc41");
    }

    @Test
    void halfPairsAreEscapedAndWholeOnesNeverCut() {
        StringBuilder out = new StringBuilder();

        assertThat(Escapes.of("\ud83d!\ude00")).isEqualTo("\\ud83d!\\ude00");
        assertThat(Escapes.append(out, "ab😀", 3)).isEqualTo(2);
        assertThat(out).hasToString("ab");
    }
}
