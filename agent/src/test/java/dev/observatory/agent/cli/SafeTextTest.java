package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Allocation;
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

    /** Who sends nothing but such characters makes the command line take memory in proportion, not a multiple of it. */
    @Test
    void manyEscapesAreWrittenWithoutMuchAdo() {
        String many = "\u0000".repeat(10_000);

        Allocation.require(200L * many.length(), () -> SafeText.of(many));
        Allocation.require(200L * many.length(), () -> Json.of(many));
    }
}
