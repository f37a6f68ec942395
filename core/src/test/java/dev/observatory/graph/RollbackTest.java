package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is undone was never there, whatever values consider equal. */
class RollbackTest {
    private final List<Object> seen = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();

    static Stream<Graph> graphs() {
        return Stream.of(Graph.create(), Graph.confined());
    }

    /** A value without {@code equals}. */
    private static final class Box {
        private final int number;

        Box(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return "box " + number;
        }
    }

    /** A value that equals nothing, not even itself. */
    private record Unequal(int number) {
        @Override
        public boolean equals(Object other) {
            return false;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private static void undone(Graph graph, Runnable work) {
        assertThatThrownBy(() -> Graph.transact(graph, () -> {
                    work.run();
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void nodesHaveTheSameInstancesAgain(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Box> tracked = Derived.of(graph, () -> new Box(n.get()));
        Derived<Box> declared = Derived.of(n, Box::new);
        Derived<Unequal> unequal = Derived.of(graph, () -> new Unequal(n.get()));
        Derived<List<Box>> above = Derived.of(graph, () -> List.of(tracked.get(), declared.get()));
        Box trackedBefore = tracked.get();
        Box declaredBefore = declared.get();
        Unequal unequalBefore = unequal.get();
        List<Box> aboveBefore = above.get();

        undone(graph, () -> {
            n.set(2);
            assertThat(above.get()).hasToString("[box 2, box 2]");
            assertThat(unequal.get().number()).isEqualTo(2);
        });

        assertThat(tracked.get()).isSameAs(trackedBefore);
        assertThat(declared.get()).isSameAs(declaredBefore);
        assertThat(unequal.get()).isSameAs(unequalBefore);
        assertThat(above.get()).isSameAs(aboveBefore);
        n.set(3);
        assertThat(above.get()).hasToString("[box 3, box 3]");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void nobodyIsNotified(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Value<Box> box = Value.of(graph, new Box(0));
        Derived<Box> tracked = Derived.of(graph, () -> new Box(n.get() + box.get().number));
        Derived<Unequal> unequal = Derived.of(tracked, b -> new Unequal(b.number));
        Effect effect = Effect.of(
                graph, () -> seen.add(tracked.get() + " " + unequal.get().number()));
        tracked.updated().connect(change -> heard.add(change.newValue().toString()));
        unequal.updated().connect(change -> heard.add(change.newValue().number()));
        box.updated().connect(change -> heard.add("box"));

        undone(graph, () -> {
            n.set(2);
            box.set(new Box(7));
            unequal.get();
        });

        assertThat(seen).containsExactly("box 1 1");
        assertThat(heard).isEmpty();
        n.set(3);
        assertThat(seen).containsExactly("box 1 1", "box 3 3");
        assertThat(heard).containsExactlyInAnyOrder("box 3", 3);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void innerTransactionsAndSnapshotsLeaveNoTraceEither(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Box> tracked = Derived.of(graph, () -> new Box(n.get()));
        Effect effect = Effect.of(graph, () -> seen.add(tracked.get().toString()));
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            n.set(2);
            Box now = tracked.get();

            assertThat(moment.get(tracked)).hasToString("box 1");
            assertThat(tracked.get()).isSameAs(now);
        }
        Graph.batch(graph, () -> {
            n.set(3);
            Box inside = tracked.get();
            undone(graph, () -> {
                n.set(4);
                assertThat(tracked.get()).hasToString("box 4");
            });
            assertThat(tracked.get()).isSameAs(inside);
        });

        assertThat(seen).containsExactly("box 1", "box 2", "box 3");
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aBranchThatWasSwitchedIsSwitchedBack(Graph graph) {
        Value<Boolean> left = Value.of(graph, true);
        Value<Integer> a = Value.of(graph, 1);
        Value<Integer> b = Value.of(graph, 2);
        Derived<Integer> chosen = Derived.of(graph, () -> left.get() ? a.get() : b.get());
        Effect effect = Effect.of(graph, () -> seen.add(chosen.get()));

        undone(graph, () -> {
            left.set(false);
            assertThat(chosen.get()).isEqualTo(2);
        });
        b.set(20);
        a.set(10);

        assertThat(seen).containsExactly(1, 10);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aBranchThatWasSwitchedBackNotifiesNobody(Graph graph) {
        Value<Boolean> left = Value.of(graph, true);
        Value<Integer> a = Value.of(graph, 1);
        Value<Integer> b = Value.of(graph, 2);
        Derived<Box> chosen = Derived.of(graph, () -> new Box(left.get() ? a.get() : b.get()));
        Effect effect = Effect.of(graph, () -> seen.add(chosen.get().number));
        chosen.updated().connect(change -> heard.add(change.newValue().number));
        Box before = chosen.get();

        undone(graph, () -> {
            left.set(false);
            assertThat(chosen.get().number).isEqualTo(2);
        });

        assertThat(chosen.get()).isSameAs(before);
        assertThat(seen).containsExactly(1);
        assertThat(heard).isEmpty();
        b.set(20);
        a.set(10);
        assertThat(seen).containsExactly(1, 10);
        assertThat(heard).containsExactly(10);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void touchingInATransactionThatIsUndoneIsNoChangeOfTheBatchAround(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Effect effect = Effect.of(graph, () -> seen.add(n.get()));

        Graph.batch(graph, () -> {
            n.set(2);
            undone(graph, n::touch);
            n.set(1);
        });

        assertThat(seen).containsExactly(1);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aSnapshotTakenInATransactionKeepsWhatIsUndone(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Integer> twice = Derived.of(n, m -> m * 2);
        List<GraphSnapshot> moments = new ArrayList<>();

        undone(graph, () -> {
            n.set(2);
            moments.add(Graph.snapshot(graph));
        });

        try (GraphSnapshot moment = moments.get(0)) {
            assertThat(moment.get(n)).isEqualTo(2);
            assertThat(moment.get(twice)).isEqualTo(4);
            assertThat(twice.get()).isEqualTo(2);
        }
    }
}
