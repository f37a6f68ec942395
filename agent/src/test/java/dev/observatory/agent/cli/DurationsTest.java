package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void lengthsOfTimeAreReadWithTheirUnit() {
        assertThat(new Durations().convert("10ms")).isEqualTo(10_000_000);
        assertThat(new Durations().convert("1.5 s")).isEqualTo(1_500_000_000);
        assertThat(new Durations().convert("2M")).isEqualTo(120_000_000_000L);
        assertThat(new Durations().convert("0ns")).isZero();
    }

    @Test
    void aNumberAloneSaysNothing() {
        assertThatThrownBy(() -> new Durations().convert("10"))
                .hasMessage(
                        "a length of time must be a number and a unit of [ns, us, ms, s, m], such as [10ms], but is [10]");
        assertThatThrownBy(() -> new Durations().convert(".ms")).hasMessageContaining("but is [.ms]");
    }

    @Test
    void peopleGetThreeDigits() {
        assertThat(Durations.text(999)).isEqualTo("999 ns");
        assertThat(Durations.text(1_234)).isEqualTo("1.23 us");
        assertThat(Durations.text(45_678_000)).isEqualTo("45.7 ms");
        assertThat(Durations.text(345_678_000)).isEqualTo("346 ms");
        assertThat(Durations.text(90_000_000_000L)).isEqualTo("90.0 s");
    }
}
