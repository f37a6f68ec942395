package dev.observatory.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void admitsANumberOfLinesPerSecondAndCountsTheOthers() {
        RateLimiter limit = new RateLimiter(2, clock::get);

        assertThat(limit.tryAdmit()).isTrue();
        assertThat(limit.tryAdmit()).isTrue();
        assertThat(limit.tryAdmit()).isFalse();
        assertThat(limit.tryAdmit()).isFalse();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(limit.tryAdmit()).isTrue();
        assertThat(limit.takeOmitted()).isEqualTo(2);
        assertThat(limit.takeOmitted()).isZero();
        assertThat(limit.allOmitted()).isEqualTo(2);
    }

    @Test
    void admitsNoMoreBeforeTheSecondIsOver() {
        RateLimiter limit = new RateLimiter(1, clock::get);

        limit.tryAdmit();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);

        assertThat(limit.tryAdmit()).isFalse();
    }
}
