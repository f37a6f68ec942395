package dev.observatory.agent.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"10ms,10000000", "1.5s,1500000000", "0ns,0", "3 us,3000", "2m,120000000000", "1h,3600000000000"})
    void isParsedWithItsUnit(String text, long nanos) {
        assertThat(DurationText.nanosOf(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "ms", "-1ms", "1.2.3s", "10 minutes", "1e3ms"})
    void textThatIsNoDurationIsRejected(String text) {
        assertThatThrownBy(() -> DurationText.nanosOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[" + text
                        + "] is no duration; write a number and one of the units ns, us, ms, s, m, h, as in [10ms]");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 ns",
        "999,999 ns",
        "1000,1.00 us",
        "1234567,1.23 ms",
        "12345678,12.3 ms",
        "123456789,123 ms",
        "1999999,2.00 ms",
        "61000000000,61.0 s",
        "7200000000000,7200 s"
    })
    void isFormattedWithThreeDigits(long nanos, String text) {
        assertThat(DurationText.of(nanos)).isEqualTo(text);
    }
}
