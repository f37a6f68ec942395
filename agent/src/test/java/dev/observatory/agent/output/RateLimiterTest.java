package dev.observatory.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void letsSoManyThroughInASecondAndCountsTheOthers() {
        RateLimiter limit = new RateLimiter(2, clock::get);

        assertThat(limit.admits()).isTrue();
        assertThat(limit.admits()).isTrue();
        assertThat(limit.admits()).isFalse();
        assertThat(limit.admits()).isFalse();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(limit.admits()).isTrue();
        assertThat(limit.takeLeftOut()).isEqualTo(2);
        assertThat(limit.takeLeftOut()).isZero();
        assertThat(limit.allLeftOut()).isEqualTo(2);
    }

    @Test
    void aSecondNotOverYetLetsNoMoreThrough() {
        RateLimiter limit = new RateLimiter(1, clock::get);

        limit.admits();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);

        assertThat(limit.admits()).isFalse();
    }
}
