package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TallyTest {
    private final Tally<String> tally = new Tally<>();

    @Test
    void highestNumbersComeFirstAndTiesAreOrderedByKey() {
        tally.add("b", 2);
        tally.add("c", 1);
        tally.add("a", 1);
        tally.add("a", 1);
        tally.add("d", 0);

        assertThat(tally.highest(10, 1)).extracting(Tally.Count::key).containsExactly("a", "b", "c");
        assertThat(tally.highest(1, 1)).containsExactly(new Tally.Count<>("a", 2));
        assertThat(tally.highest(10, 2)).hasSize(2);
        assertThat(tally.byKey()).extracting(Tally.Count::key).containsExactly("a", "b", "c");
    }

    @Test
    void zeroAddsAKey() {
        tally.add("empty", 0);

        assertThat(tally.size()).isEqualTo(1);
        assertThat(tally.keys()).containsExactly("empty");
        assertThat(tally.of("empty")).isZero();
        assertThat(tally.of("never seen")).isZero();
    }
}
