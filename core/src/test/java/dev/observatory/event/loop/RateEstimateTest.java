package dev.observatory.event.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateEstimateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isUnknownBeforeTheFirstItem() {
        RateEstimate rate = new RateEstimate(0, 0);

        rate.add(SECOND, 0);

        assertThat(rate.perSecond()).isEqualTo(-1);
    }

    @Test
    void isThatOfItemsThatAllTakeTheSame() {
        RateEstimate rate = new RateEstimate(SECOND, 0);
        for (int item = 1; item <= 1_000; item++) {
            rate.add(SECOND + item * SECOND / 4, item);
            assertThat(rate.perSecond()).isCloseTo(4, within(1e-9));
        }
    }

    @Test
    void isThatOfItemsThatTakeMinutesEach() {
        RateEstimate rate = new RateEstimate(0, 0);
        for (int item = 1; item <= 20; item++) {
            rate.add(item * 600L * SECOND, item);
        }

        assertThat(1 / rate.perSecond()).isCloseTo(600, within(1e-6));
    }

    @Test
    void isTheAverageAtTheBeginning() {
        RateEstimate rate = new RateEstimate(0, 0);

        rate.add(SECOND / 10, 1);
        rate.add(SECOND / 2, 2);
        rate.add(SECOND, 6);

        assertThat(rate.perSecond()).isCloseTo(6, within(0.1));
    }

    @Test
    void followsAChangeOfPaceWithinAMinute() {
        RateEstimate rate = new RateEstimate(0, 0);
        long done = 0;
        for (int second = 1; second <= 3_600; second++) {
            done += 10;
            rate.add(second * SECOND, done);
        }
        for (int second = 3_601; second <= 3_690; second++) {
            done += 1;
            rate.add(second * SECOND, done);
        }

        assertThat(rate.perSecond()).isBetween(1.0, 1.5);
    }

    @Test
    void isBetweenTheSlowestAndTheFastestPace() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 1_000; round++) {
            RateEstimate rate = new RateEstimate(0, 0);
            long nanos = 0;
            long done = 0;
            double slowest = Double.MAX_VALUE;
            double fastest = 0;
            for (int report = 0; report < 50; report++) {
                long step = 1 + random.nextLong(random.nextBoolean() ? 1_000 : 100 * SECOND);
                long items = 1L + random.nextInt(1_000);
                nanos += step;
                done += items;
                rate.add(nanos, done);
                double pace = items * 1e9 / step;
                slowest = Math.min(slowest, pace);
                fastest = Math.max(fastest, pace);
                assertThat(rate.perSecond()).as("seed %s", seed).isBetween(slowest * 0.999_999, fastest * 1.000_001);
            }
        }
    }

    @Test
    void countsWhatWasFinishedWithinOneTickOfTheClockLater() {
        RateEstimate rate = new RateEstimate(0, 0);

        rate.add(0, 5);
        rate.add(-1, 6);
        assertThat(rate.perSecond()).isEqualTo(-1);
        rate.add(SECOND, 10);

        assertThat(rate.perSecond()).isCloseTo(10, within(1e-9));
        assertThat(rate.elapsedNanos(-1)).isZero();
    }
}
