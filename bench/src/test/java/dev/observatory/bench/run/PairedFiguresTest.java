package dev.observatory.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairedFiguresTest {
    @Test
    void theRatioIsTheMedianOfTheRatiosOfTheRounds() {
        PairedFigures pairs = new PairedFigures(new double[] {1, 2, 4}, new double[] {3, 4, 4});

        assertThat(pairs.ratio()).isEqualTo(2);
        assertThat(pairs.lowRatio()).isEqualTo(1);
        assertThat(pairs.highRatio()).isEqualTo(3);
    }

    @Test
    void equalFiguresHaveRatioOneEvenIfBothAreZero() {
        PairedFigures pairs = new PairedFigures(new double[] {0, 0}, new double[] {0, 0});

        assertThat(pairs.ratio()).isEqualTo(1);
    }
}
