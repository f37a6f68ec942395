package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.RecordedCalls;
import dev.observatory.agent.wire.MethodTable.Row;
import dev.observatory.agent.wire.TopOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodTimingsTest {
    private final MethodTimings timings = new MethodTimings();

    private RecordedCalls added(String method, String loader) {
        RecordedCalls calls = new RecordedCalls();
        timings.add(method, loader, calls);
        return calls;
    }

    @Test
    void theMethodsWithTheMostCallsSinceTheLastTableAreFirst() {
        RecordedCalls calls = added("often", "app");
        for (int i = 1; i <= 100; i++) {
            calls.record(1, i * 1000L, i % 10 == 0);
        }
        RecordedCalls rare = added("once", "app").record(1, 5_000_000, false);
        added("never", "app");

        List<Row> first = timings.topRows(TopOrder.CALLS, 10);
        rare.record(1, 5_000_000, false);
        List<Row> second = timings.topRows(TopOrder.CALLS, 1);

        assertThat(first).extracting(Row::method).containsExactly("often", "once");
        Row often = first.get(0);
        assertThat(often.calls()).isEqualTo(100);
        assertThat(often.recentCalls()).isEqualTo(100);
        assertThat(often.errors()).isEqualTo(10);
        assertThat(often.p50Nanos()).isEqualTo(50_000L);
        assertThat(often.p99Nanos()).isEqualTo(99_000L);
        assertThat(often.maxNanos()).isEqualTo(100_000L);
        assertThat(second).singleElement().satisfies(once -> {
            assertThat(once.method()).isEqualTo("once");
            assertThat(once.calls()).isEqualTo(2);
            assertThat(once.recentCalls()).isEqualTo(1);
            assertThat(once.errors()).isZero();
        });
    }

    private List<String> methodsBy(TopOrder order) {
        return timings.topRows(order, 10).stream().map(Row::method).toList();
    }

    @Test
    void theOrderIsThatOfOneNumber() {
        added("often", "app").record(50, 1_000, false);
        added("long", "app").record(10, 1_000_000, false);
        added("broken", "app").record(10, 2_000, true);
        added("longest", "app").record(2, 3_000_000, false);

        assertThat(methodsBy(TopOrder.TOTAL)).containsExactly("long", "longest", "often", "broken");
        assertThat(methodsBy(TopOrder.ERRORS)).first().isEqualTo("broken");
        assertThat(methodsBy(TopOrder.P99)).containsExactly("longest", "long", "broken", "often");
    }

    @Test
    void callsOrderIsThatOfRecentCalls() {
        RecordedCalls often = added("often", "app").record(50, 1_000, false);
        RecordedCalls rare = added("rare", "app").record(2, 1_000, false);
        assertThat(methodsBy(TopOrder.CALLS)).containsExactly("often", "rare");

        often.record(1, 1_000, false);
        rare.record(2, 1_000, false);
        assertThat(methodsBy(TopOrder.CALLS)).containsExactly("rare", "often");
    }

    @Test
    void methodsOfSeveralClassLoadersAreCountedSeparately() {
        added("a", "x@1").record(1, 10, false);
        added("a", "y@2").record(1, 30, false);

        List<Row> rows = timings.topRows(TopOrder.TOTAL, 10);

        assertThat(rows).extracting(Row::loader).containsExactly("y@2", "x@1");
        assertThat(rows).extracting(Row::totalNanos).containsExactly(30L, 10L);
    }

    @Test
    void classesOfOneNameInClassLoadersOfOneNameAreAddedUp() {
        added("a", "x").record(3, 10, false);
        added("a", "x").record(1, 500, true);

        assertThat(timings.topRows(TopOrder.TOTAL, 10)).singleElement().satisfies(row -> {
            assertThat(row.calls()).isEqualTo(4);
            assertThat(row.errors()).isEqualTo(1);
            assertThat(row.p50Nanos()).isEqualTo(10);
            assertThat(row.maxNanos()).isEqualTo(500);
        });
    }
}
