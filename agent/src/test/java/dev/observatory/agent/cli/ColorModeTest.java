package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class ColorModeTest {
    private static final Map<String, String> TERMINAL = Map.of("TERM", "xterm");

    @Test
    void aTerminalIsColoredUnlessItsUserObjects() {
        assertThat(ColorMode.AUTO.applies(true, TERMINAL)).isTrue();
        assertThat(ColorMode.AUTO.applies(true, Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isTrue();
        assertThat(ColorMode.AUTO.applies(true, Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(ColorMode.AUTO.applies(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(ColorMode.AUTO.applies(true, Map.of())).isFalse();
        assertThat(ColorMode.AUTO.applies(false, TERMINAL)).isFalse();
    }

    @Test
    void anOptionDecidesAlone() {
        assertThat(ColorMode.ALWAYS.applies(false, Map.of("NO_COLOR", "1"))).isTrue();
        assertThat(ColorMode.NEVER.applies(true, TERMINAL)).isFalse();
    }

    @Test
    void theOptionHasThreeValues() {
        assertThat(new ColorMode.Converter().convert("always")).isEqualTo(ColorMode.ALWAYS);
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new ColorMode.Converter().convert("red"))
                .withMessage("it must be [auto], [always] or [never], but is [red]");
    }
}
