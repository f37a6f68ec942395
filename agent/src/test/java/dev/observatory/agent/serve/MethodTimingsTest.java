package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Response.MethodTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodTimingsTest {
    @Test
    void theMethodsWithTheMostCallsSinceTheLastTableAreFirst() {
        MethodTimings timings = new MethodTimings();
        for (int i = 1; i <= 100; i++) {
            timings.record("often", i * 1000L, i % 10 == 0);
        }
        timings.record("once", 5_000_000, false);

        List<Row> first = timings.topRows(10);
        timings.record("once", 5_000_000, false);
        List<Row> second = timings.topRows(1);

        assertThat(first).extracting(Row::method).containsExactly("often", "once");
        Row often = first.get(0);
        assertThat(often.calls()).isEqualTo(100);
        assertThat(often.recentCalls()).isEqualTo(100);
        assertThat(often.errors()).isEqualTo(10);
        assertThat(often.p50Nanos()).isBetween(49_000L, 52_000L);
        assertThat(often.p99Nanos()).isBetween(98_000L, 101_000L);
        assertThat(often.maxNanos()).isBetween(99_000L, 101_000L);
        assertThat(second).singleElement().satisfies(once -> {
            assertThat(once.method()).isEqualTo("once");
            assertThat(once.calls()).isEqualTo(2);
            assertThat(once.recentCalls()).isEqualTo(1);
            assertThat(once.errors()).isZero();
        });
    }
}
