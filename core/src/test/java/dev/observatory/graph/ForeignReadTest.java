package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions and effects that read nodes of another graph, which could not notify them. */
class ForeignReadTest {
    private static final String REFUSED =
            "A function or effect is notified of changes in its own graph only, but has read [far]"
                    + " of another; create it in that graph, transfer the value with a HookValue of its updated(), or read it"
                    + " in Graph.untracked";

    private final List<Object> seen = new ArrayList<>();

    static Stream<Arguments> pairs() {
        return Stream.of(Graph.create(), Graph.confined(), Graph.shared())
                .flatMap(here -> Stream.of(Graph.create(), Graph.confined()).map(there -> Arguments.of(here, there)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areRefusedWhateverTheCacheHolds(Graph here, Graph there) {
        Value<Integer> far = Value.of(there, 1).named("far");
        Derived<Integer> known = Derived.of(far, n -> n).named("far");
        Derived<Integer> unknown = Derived.of(far, n -> n).named("far");
        known.get();
        for (Node<Integer> read : List.of(far, known, unknown)) {
            Derived<Integer> function = Derived.of(here, () -> read.get() * 2);
            Derived<Integer> declared = Derived.of(Value.of(here, 1), n -> n + read.get());

            assertThatThrownBy(function::get).hasRootCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(declared::get).hasRootCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Effect.of(here, () -> seen.add(read.get())))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(seen).isEmpty();
        assertThat(far.subs).isNull();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areRefusedForPrimitivesToo(Graph here, Graph there) {
        IntValue far = IntValue.of(there, 1).named("far");
        LongDerived known = LongDerived.from(far, n -> n).named("far");
        known.getAsLong();

        assertThatThrownBy(IntDerived.of(here, () -> far.getAsInt() + 1)::get).hasRootCauseMessage(REFUSED);
        assertThatThrownBy(DoubleDerived.of(here, () -> known.getAsLong() / 2.0)::get)
                .hasRootCauseMessage(REFUSED);
        assertThatThrownBy(() -> Effect.of(here, () -> seen.add(far.getAsInt())))
                .hasMessage(REFUSED);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areAllowedUntracked(Graph here, Graph there) {
        Value<Integer> far = Value.of(there, 1);
        Value<Integer> near = Value.of(here, 1);
        Derived<Integer> sum = Derived.of(here, () -> near.get() + Graph.untracked(here, far::get));
        far.get();
        try (Effect effect = Effect.of(here, () -> seen.add(sum.get() + Graph.untracked(here, far::get)))) {
            far.set(5);
            near.set(2);

            assertThat(effect.isOpen()).isTrue();
        }
        assertThat(seen).containsExactly(3, 12);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void effectsMayWriteToAnotherGraph(Graph here, Graph there) {
        Value<Integer> near = Value.of(here, 1);
        Value<Integer> far = Value.of(there, 0);
        Derived<Integer> twice = Derived.of(there, () -> far.get() * 2);
        Effect shown = Effect.of(there, () -> seen.add(twice.get()));
        Effect effect = Effect.of(here, () -> {
            far.set(near.get());
            far.update(n -> n + 10);
        });

        near.set(2);

        assertThat(seen).containsExactly(0, 2, 22, 4, 24);
        effect.close();
        shown.close();
    }

    @Test
    void ofAnEffectThatStartsInABatchAreReported() {
        Graph here = Graph.create();
        Value<Integer> far = Value.of(Graph.create(), 1).named("far");
        try (Subscription reports = ObserverErrors.reported()
                .connect(failure -> seen.add(failure.exception().getMessage()))) {
            Graph.batch(here, () -> Effect.of(here, () -> far.get()));

            assertThat(reports.isOpen()).isTrue();
        }
        assertThat(seen).containsExactly(REFUSED);
    }

    @Test
    void ofOneThreadDoNotHinderAnother() throws Exception {
        Value<Integer> far = Value.of(Graph.create(), 1);
        Graph here = Graph.create();
        Thread[] reader = new Thread[1];
        Derived<Integer> starts = Derived.of(here, () -> {
            reader[0] = new Thread(() -> seen.add(far.get()));
            reader[0].start();
            try {
                reader[0].join();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return 1;
        });

        assertThat(starts.get()).isOne();

        assertThat(seen).containsExactly(1);
        assertThat(Engine.firstRun).isNull();
    }
}
