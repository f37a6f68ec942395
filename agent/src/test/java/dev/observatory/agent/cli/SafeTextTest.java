package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void whatATerminalWouldObeyIsWrittenAsInSourceCode() {
        assertThat(SafeText.of("a\u001b[31mb\u009bc\nd\u202ee\u2028"))
                .isEqualTo("a\\u001b[31mb\\u009bc\\u000ad\\u202ee\\u2028");
        assertThat(SafeText.of("half \ud83d")).isEqualTo("half \\ud83d");
    }

    @Test
    void allElseStaysAsItIs() {
        assertThat(SafeText.of("Täst \"x\\n\" 数 \ud83d\ude00")).isEqualTo("Täst \"x\\n\" 数 \ud83d\ude00");
    }
}
