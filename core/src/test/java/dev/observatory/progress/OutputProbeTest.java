package dev.observatory.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class OutputProbeTest {
    @Test
    void otherStreamsThanTheStandardOnesAreNoTerminals() {
        assertThat(OutputProbe.isTerminal(new StringWriter())).isFalse();
        assertThat(OutputProbe.isTerminal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void theOutputOfATestIsNoTerminal() {
        assertThat(OutputProbe.isTerminal(System.out)).isFalse();
    }

    @Test
    void someTerminalsDoNotUnderstandEscapeSequences() {
        assertThat(OutputProbe.understandsEscapes(false, "xterm-256color", null))
                .isTrue();
        assertThat(OutputProbe.understandsEscapes(false, null, null)).isTrue();
        assertThat(OutputProbe.understandsEscapes(false, "dumb", null)).isFalse();
        assertThat(OutputProbe.understandsEscapes(true, null, null)).isFalse();
        assertThat(OutputProbe.understandsEscapes(true, null, "a8b1")).isTrue();
        assertThat(OutputProbe.understandsEscapes(true, "xterm", null)).isTrue();
    }

    @Test
    void theWidthIsThatOfTheEnvironmentWithinBounds() {
        assertThat(OutputProbe.columns("132", 20, 1_000)).isEqualTo(132);
        assertThat(OutputProbe.columns("5", 20, 1_000)).isEqualTo(20);
        assertThat(OutputProbe.columns("999999", 20, 1_000)).isEqualTo(1_000);
        assertThat(OutputProbe.columns("wide", 20, 1_000)).isEqualTo(80);
        assertThat(OutputProbe.columns("", 20, 1_000)).isEqualTo(80);
        assertThat(OutputProbe.columns(null, 20, 1_000)).isEqualTo(80);
    }

    @Test
    void whatTakesCharactersCanDisplayBlocks() {
        assertThat(OutputProbe.canEncodeBlocks(new StringBuilder())).isTrue();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_18, disabledReason = "a stream of an older JDK does not show its character set")
    void aStreamCanDisplayWhatItsCharacterSetHas() {
        assertThat(OutputProbe.canEncodeBlocks(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(OutputProbe.canEncodeBlocks(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)))
                .isTrue();
    }
}
