package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes of int, long and double. */
class PrimitiveTest {
    private static final int WARM = 50_000;
    private static final int MEASURED = 100_000;

    private final Graph graph = Graph.create();
    private int seen;

    @Test
    void mixWithEachOtherAndWithObjects() {
        IntValue count = IntValue.of(graph, 3);
        DoubleValue price = DoubleValue.of(graph, 2.5);
        Value<String> unit = Value.of(graph, "cm");
        LongDerived big = LongDerived.from(count, n -> n * 10_000_000_000L);
        DoubleDerived total = DoubleDerived.of(price, DoubleDerived.from(count, n -> n), (a, b) -> a * b);
        Derived<String> shown = Derived.of(total, unit, (n, u) -> n + u);

        assertThat(big.getAsLong()).isEqualTo(30_000_000_000L);
        assertThat(shown.get()).isEqualTo("7.5cm");
        count.set(4);
        assertThat(big.get()).isEqualTo(40_000_000_000L);
        assertThat(shown.get()).isEqualTo("10.0cm");
    }

    @Test
    void emitBatchAndRollBackLikeOthers() {
        LongValue value = LongValue.of(graph, 1);
        LongDerived twice = LongDerived.of(value, n -> 2 * n);
        List<ValueChange<Long>> received = new ArrayList<>();
        twice.updated().connect(received::add);

        Graph.batch(graph, () -> {
            value.set(5);
            assertThat(twice.getAsLong()).isEqualTo(10);
            value.set(1);
        });
        assertThatThrownBy(() -> Graph.transact(graph, () -> {
                    value.set(7);
                    assertThat(twice.getAsLong()).isEqualTo(14);
                    throw new IllegalStateException("expected");
                }))
                .hasMessage("expected");
        value.update(n -> n + 1);

        assertThat(received).containsExactly(new ValueChange<>(2L, 4L));
    }

    @Test
    void failAndRecover() {
        IntValue divisor = IntValue.of(graph, 0);
        IntDerived quotient = IntDerived.of(divisor, n -> 6 / n);
        IntDerived next = IntDerived.of(graph, () -> quotient.getAsInt() + 1);

        assertThatThrownBy(next::getAsInt).hasRootCauseInstanceOf(ArithmeticException.class);
        divisor.set(3);

        assertThat(next.getAsInt()).isEqualTo(3);
    }

    @Test
    void doublesAreComparedLikeTheirBoxes() {
        DoubleValue value = DoubleValue.of(graph, Double.NaN);
        List<Double> received = new ArrayList<>();
        value.updated().connect(change -> received.add(change.newValue()));

        value.set(Double.NaN);
        value.set(0.0);
        value.set(-0.0);

        assertThat(received).containsExactly(0.0, -0.0);
    }

    @Test
    void foldAnyNumberOfInputs() {
        List<DoubleValue> values = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            values.add(DoubleValue.of(graph, i));
        }
        DoubleDerived sum = DoubleDerived.of(values, 0, Double::sum);
        DoubleDerived product = DoubleDerived.of(values.subList(1, 5), 1, (a, b) -> a * b);

        assertThat(sum.getAsDouble()).isEqualTo(45);
        assertThat(product.getAsDouble()).isEqualTo(24);
    }

    @Test
    void allocateNothingInTheSteadyState() throws Exception {
        Graph confined = Graph.confined();
        IntValue head = IntValue.of(confined, 0);
        IntDerived left = IntDerived.of(head, n -> n + 1);
        IntDerived right = IntDerived.of(confined, () -> head.getAsInt() * 2);
        IntDerived both = IntDerived.of(left, right, Integer::sum);
        Effect.of(confined, () -> seen = both.getAsInt());
        writeTo(head, WARM);

        long before = allocated();
        writeTo(head, MEASURED);
        long bytes = allocated() - before;

        assertThat(seen).isEqualTo(3 * MEASURED + 1);
        assertThat(bytes).as("bytes of %d updates", MEASURED).isLessThan(MEASURED);
    }

    private static void writeTo(IntValue head, int times) {
        for (int i = 1; i <= times; i++) {
            head.set(i);
        }
    }

    /** By reflection, since the module of the library does not read the management module. */
    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes")
                .invoke(threads);
    }
}
