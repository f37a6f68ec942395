package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final ProgressBar bar = new ProgressBar(10, 60);

    @Test
    void theBarGrowsWithTheFinishedShare() {
        assertThat(bar.draw(progress(0))).isEqualTo("[..........]   0 %  0/1,040 jars  41,203 classes  some.jar");
        assertThat(bar.draw(progress(520))).startsWith("[#####.....]  50 %  520/1,040 jars");
        assertThat(bar.draw(progress(1_039))).startsWith("[#########.]  99 %  1,039/1,040 jars");
        assertThat(bar.draw(progress(1_040))).startsWith("[##########] 100 %  1,040/1,040 jars");
    }

    @Test
    void aLineNeverExceedsItsWidth() {
        Progress progress = new Progress(1, 2, 3, "name-that-is-much-too-long-for-what-is-left-of-the-line.jar");

        assertThat(bar.draw(progress))
                .isEqualTo("[#####.....]  50 %  1/2 jars  3 classes  name-that-is-much-t")
                .hasSize(60);
    }

    @Test
    void thePlainLineContainsTheSameWithoutTheBar() {
        assertThat(ProgressBar.plain(progress(104))).isEqualTo(" 10 %    104 of 1,040 jars     41,203 classes");
    }

    @Test
    void noJarsIsOneHundredPercent() {
        assertThat(new Progress(0, 0, 0, "").percent()).isEqualTo(100);
    }

    private static Progress progress(long done) {
        return new Progress(done, 1_040, 41_203, "some.jar");
    }
}
