package dev.observatory.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionsTest {

    @Test
    void aRatioAboveTheEarlierSpreadIsARegression() {
        Measure before = beside(1.05, 1.0, 1.1);
        Measure after = beside(1.4, 1.2, 1.5);

        assertThat(Regressions.between(List.of(before), List.of(after)))
                .containsExactly("woven / call / plain: 1.05 (1.00-1.10) before, 1.40 (1.20-1.50) now");
    }

    @Test
    void overlappingSpreadsAreNoRegression() {
        assertThat(Regressions.between(List.of(beside(1.05, 1.0, 1.2)), List.of(beside(1.3, 1.1, 1.5))))
                .isEmpty();
    }

    @Test
    void improvedAndNewMeasuresAreNoRegression() {
        Measure other = Measure.alone("woven", "write", "ns", 9, null);

        assertThat(Regressions.between(List.of(beside(1.4, 1.2, 1.5)), List.of(beside(1.0, 0.9, 1.1), other)))
                .isEmpty();
    }

    @Test
    void figuresWithoutAPeerAreComparedDirectly() {
        Measure before = Measure.alone("hooks", "bytes of an idle hook", "B", 40, null);
        Measure after = Measure.alone("hooks", "bytes of an idle hook", "B", 48, null);

        assertThat(Regressions.between(List.of(before), List.of(after)))
                .containsExactly("hooks / bytes of an idle hook: 40.00 before, 48.00 now");
    }

    private static Measure beside(double ratio, double low, double high) {
        return new Measure("woven", "call", "ns", ratio, "plain", 1, ratio, low, high, Goal.ratioAtMost(1.02));
    }
}
