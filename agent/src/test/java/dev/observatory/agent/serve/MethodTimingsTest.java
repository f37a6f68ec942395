package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.MethodTable.Row;
import dev.observatory.agent.wire.TopOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodTimingsTest {
    @Test
    void theMethodsWithTheMostCallsSinceTheLastTableAreFirst() {
        MethodTimings timings = new MethodTimings();
        for (int i = 1; i <= 100; i++) {
            timings.record("often", "app", i * 1000L, i % 10 == 0);
        }
        timings.record("once", "app", 5_000_000, false);

        List<Row> first = timings.topRows(TopOrder.CALLS, 10);
        timings.record("once", "app", 5_000_000, false);
        List<Row> second = timings.topRows(TopOrder.CALLS, 1);

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

    private static List<String> methodsBy(TopOrder order) {
        MethodTimings timings = new MethodTimings();
        for (int i = 0; i < 50; i++) {
            timings.record("often", "app", 1_000, false);
        }
        for (int i = 0; i < 10; i++) {
            timings.record("long", "app", 1_000_000, false);
            timings.record("broken", "app", 2_000, true);
        }
        for (int i = 0; i < 2; i++) {
            timings.record("longest", "app", 3_000_000, false);
        }
        return timings.topRows(order, 10).stream().map(Row::method).toList();
    }

    @Test
    void theOrderIsThatOfOneNumber() {
        assertThat(methodsBy(TopOrder.TOTAL)).containsExactly("long", "longest", "often", "broken");
        assertThat(methodsBy(TopOrder.CALLS)).first().isEqualTo("often");
        assertThat(methodsBy(TopOrder.CALLS)).last().isEqualTo("longest");
        assertThat(methodsBy(TopOrder.ERRORS)).first().isEqualTo("broken");
        assertThat(methodsBy(TopOrder.P99)).containsExactly("longest", "long", "broken", "often");
    }

    @Test
    void methodsOfSeveralClassLoadersAreCountedSeparately() {
        MethodTimings timings = new MethodTimings();
        timings.record("a", "x@1", 10, false);
        timings.record("a", "y@2", 30, false);

        List<Row> rows = timings.topRows(TopOrder.TOTAL, 10);

        assertThat(rows).extracting(Row::loader).containsExactly("y@2", "x@1");
        assertThat(rows).extracting(Row::totalNanos).containsExactly(30L, 10L);
    }
}
