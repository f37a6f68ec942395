package dev.observatory.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeapSlopeTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long MEBIBYTE = 1 << 20;

    private final HeapSlope slope = new HeapSlope();

    @Test
    void aHeapThatGrowsLinearlyHasThatSlopeAndNoError() {
        for (int i = 3; i < 10; i++) {
            slope.add(i * MINUTE, (100 + 2L * i) * MEBIBYTE);
        }

        assertThat(slope.perMinute()).isCloseTo(2, within(1e-9));
        assertThat(slope.error()).isCloseTo(0, within(1e-6));
        assertThat(slope.mean()).isCloseTo(112, within(1e-9));
    }

    @Test
    void aHeapThatOscillatesHasNoSlopeButAnError() {
        slope.add(0, 10 * MEBIBYTE);
        slope.add(MINUTE, 14 * MEBIBYTE);
        slope.add(2 * MINUTE, 10 * MEBIBYTE);

        assertThat(slope.perMinute()).isCloseTo(0, within(1e-9));
        // Computed by hand: a residual sum of squares of 2/3 * 16 with one degree of freedom, over a spread of 2.
        assertThat(slope.error()).isCloseTo(Math.sqrt(16.0 / 3), within(1e-9));
    }

    @Test
    void oneMeasurementHasNoSlope() {
        slope.add(MINUTE, MEBIBYTE);

        assertThat(slope.perMinute()).isNaN();
        assertThat(slope.error()).isNaN();
    }
}
