package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state of a graph at one moment, read later. */
class GraphSnapshotTest {
    private final Graph graph = Graph.create();
    private final Value<Integer> value = Value.of(graph, 1);
    private final Derived<Integer> declared = Derived.of(value, n -> n * 10);
    private final Derived<Integer> tracked = Derived.of(graph, () -> declared.get() + 1);

    @Test
    void readsEverythingAsItWas() {
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            value.set(2);

            assertThat(moment.get(value)).isOne();
            assertThat(moment.get(declared)).isEqualTo(10);
            assertThat(moment.get(tracked)).isEqualTo(11);
            assertThat(tracked.get()).isEqualTo(21);
        }
    }

    @Test
    void readsOldValuesOfNodesComputedSince() {
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            value.set(2);
            assertThat(tracked.get()).isEqualTo(21);

            assertThat(moment.get(tracked)).isEqualTo(11);
            assertThat(tracked.get()).isEqualTo(21);
            value.set(3);
            assertThat(moment.get(tracked)).isEqualTo(11);
        }
    }

    @Test
    void isInvisibleToObservers() {
        List<Integer> seen = new ArrayList<>();
        List<Integer> received = new ArrayList<>();
        Effect effect = Effect.of(graph, () -> seen.add(tracked.get()));
        tracked.updated().connect(change -> received.add(change.newValue()));
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            value.set(2);

            assertThat(moment.get(tracked)).isEqualTo(11);
            value.set(3);
        }

        assertThat(seen).containsExactly(11, 21, 31);
        assertThat(received).containsExactly(21, 31);
        effect.close();
    }

    @Test
    void readsPrimitiveNodesToo() {
        IntValue number = IntValue.of(graph, 1);
        DoubleDerived half = DoubleDerived.from(number, n -> n / 2.0);
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            number.set(8);

            assertThat(moment.get(number)).isOne();
            assertThat(moment.get(half)).isEqualTo(0.5);
            assertThat(half.getAsDouble()).isEqualTo(4.0);
        }
    }

    @Test
    void failsAsAtTheTimeOfTheSnapshot() {
        value.set(0);
        Derived<Integer> quotient = Derived.of(value, n -> 6 / n);
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            value.set(2);

            assertThatThrownBy(() -> moment.get(quotient)).hasRootCauseInstanceOf(ArithmeticException.class);
            assertThat(quotient.get()).isEqualTo(3);
        }
    }

    @Test
    void rejectsOtherGraphsAndReadsAfterClose() {
        Value<Integer> stranger = Value.of(Graph.create(), 1).named("stranger");
        value.named("value");
        GraphSnapshot moment = Graph.snapshot(graph);

        assertThatThrownBy(() -> moment.get(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A snapshot has the nodes of its own graph only; [stranger] belongs to another;"
                        + " take a snapshot of node.graph()");
        moment.close();
        assertThatThrownBy(() -> moment.get(value))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The snapshot is closed; read [value] before, or take another");
    }
}
