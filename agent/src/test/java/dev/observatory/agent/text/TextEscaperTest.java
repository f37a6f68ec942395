package dev.observatory.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Allocation;
import org.junit.jupiter.api.Test;

class TextEscaperTest {

    @Test
    void literalsKeepPrintableText() {
        assertThat(TextEscaper.literal("Grüße, 東京 — 5 € 😀 e\u0301")).isEqualTo("Grüße, 東京 — 5 € 😀 e\u0301");
    }

    @Test
    void literalsEscapeControlCharactersAsInJavaSource() {
        assertThat(TextEscaper.literal("\u001b[31m\u0007\u0000\b")).isEqualTo("\\u001b[31m\\u0007\\u0000\\u0008");
        assertThat(TextEscaper.literal("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
        assertThat(TextEscaper.literal("\u0085\u009b2J\u007f\u2028\u2029"))
                .isEqualTo("\\u0085\\u009b2J\\u007f\\u2028\\u2029");
        assertThat(TextEscaper.literal("say \"\\\"")).isEqualTo("say \\\"\\\\\\\"");
    }

    @Test
    void literalsEscapeMarksThatHideOrReverseText() {
        assertThat(TextEscaper.literal("\u202egnp.exe\u2066\u200b\ufeff\u061c"))
                .isEqualTo("\\u202egnp.exe\\u2066\\u200b\\ufeff\\u061c");
        assertThat(TextEscaper.literal("\udb40\udc41")).as("a tag character").isEqualTo("\\udb40\\udc41");
    }

    @Test
    void literalsEscapeHalfSurrogatePairsAndNeverSplitWholeOnes() {
        StringBuilder out = new StringBuilder();

        assertThat(TextEscaper.literal("\ud83d!\ude00")).isEqualTo("\\ud83d!\\ude00");
        assertThat(TextEscaper.appendLiteral(out, "ab😀", 3)).isEqualTo(2);
        assertThat(out).hasToString("ab");
    }

    @Test
    void singleLinesEscapeWhatEndsTheLineOrControlsATerminal() {
        assertThat(TextEscaper.singleLine("a\u001b[31mb\u009bc\nd\u202ee\u2028f\r\u0085"))
                .isEqualTo("a\\u001b[31mb\\u009bc\\u000ad\\u202ee\\u2028f\\u000d\\u0085");
        assertThat(TextEscaper.singleLine("half \ud83d")).isEqualTo("half \\ud83d");
        assertThat(TextEscaper.singleLine("\udb40\udc41")).as("a tag character").isEqualTo("\\udb40\\udc41");
    }

    @Test
    void singleLinesKeepAllOtherText() {
        String text = "Täst \"x\\n\" 数 \ud83d\ude00 class [com.acme.Größe$1] was not woven";

        assertThat(TextEscaper.singleLine(text)).isSameAs(text);
    }

    /** A sender of nothing but such characters makes the receiver allocate in proportion, not a multiple of it. */
    @Test
    void manyEscapesAllocateInProportion() {
        String many = "\u0000".repeat(10_000);

        Allocation.require(200L * many.length(), () -> TextEscaper.singleLine(many));
        Allocation.require(200L * many.length(), () -> TextEscaper.literal(many));
        Allocation.require(200L * many.length(), () -> TextEscaper.appendJson(new StringBuilder(), many));
    }
}
