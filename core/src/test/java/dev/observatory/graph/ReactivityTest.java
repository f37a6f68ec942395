package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour that comparable libraries agree on and that needs more than a line of {@code semantics.txt}. */
class ReactivityTest {
    private final List<Object> log = new ArrayList<>();

    static Stream<Graph> graphs() {
        return Stream.of(Graph.create(), Graph.confined());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void cleanupsReadWithoutDependencies(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Value<Integer> b = Value.of(graph, 0);
        Effect effect = Effect.of(graph, self -> {
            log.add(a.get());
            self.onCleanup(b::get);
        });

        a.set(1);
        b.set(1);

        assertThat(log).containsExactly(0, 1);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void cleanupsOfAnEffectThatAnotherClosesReadWithoutDependencies(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Value<Integer> b = Value.of(graph, 0);
        Effect inner = Effect.of(graph, self -> {
            a.get();
            self.onCleanup(b::get);
        });
        Effect outer = Effect.of(graph, () -> {
            log.add(a.get());
            if (a.get() == 1) {
                inner.close();
            }
        });

        a.set(1);
        b.set(1);

        assertThat(log).containsExactly(0, 1);
        outer.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aCleanupThatWritesWhatItsEffectReadsDoesNotRunItForever(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Effect effect = Effect.of(graph, self -> {
            log.add(a.get());
            self.onCleanup(() -> a.set(999));
        });

        a.set(1);

        assertThat(log).startsWith(0).endsWith(999).hasSizeLessThanOrEqualTo(3);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void whatACleanupWritesIsSeenByOthers(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Value<Integer> b = Value.of(graph, 0);
        Effect writes = Effect.of(graph, self -> {
            a.get();
            self.onCleanup(() -> b.set(a.get()));
        });
        Effect reads = Effect.of(graph, () -> log.add(b.get()));

        a.set(1);

        assertThat(log).containsExactly(0, 1);
        writes.close();
        reads.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aFunctionThatClosesOneEffectLeavesTheOthers(Graph graph) {
        Value<Integer> source = Value.of(graph, 0);
        AtomicReference<Effect> first = new AtomicReference<>();
        Derived<Integer> closes = Derived.of(graph, () -> {
            if (source.get() == 1) {
                first.get().close();
            }
            return source.get();
        });
        Derived<Integer> constant = Derived.of(source, n -> 0);
        first.set(Effect.of(graph, () -> log.add("first " + closes.get() + constant.get())));
        Effect second = Effect.of(graph, () -> log.add("second " + closes.get()));

        source.set(1);
        source.set(2);

        assertThat(log).containsExactly("first 00", "second 0", "second 1", "second 2");
        second.close();
        assertThat(source.subs).isNull();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEffectThatFailsCleansUpAfterTheRunBefore(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Effect effect = Effect.of(graph, self -> {
            int now = a.get();
            if (now == 1) {
                throw new IllegalStateException("expected");
            }
            self.onCleanup(() -> log.add("clean " + now));
        });

        a.set(1);
        a.set(2);
        effect.close();

        assertThat(log).containsExactly("clean 0", "clean 2");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aNodeThatCaughtItsOwnCycleRecovers(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        AtomicReference<Derived<Integer>> self = new AtomicReference<>();
        self.set(Derived.of(graph, () -> {
            if (a.get() == 0) {
                try {
                    return self.get().get();
                } catch (CycleException cycle) {
                    return -1;
                }
            }
            return a.get();
        }));
        Effect effect = Effect.of(graph, () -> log.add(self.get().get()));

        a.set(1);

        assertThat(log).containsExactly(-1, 1);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void twoEffectsWithChangingDependenciesAreTrackedSeparately(Graph graph) {
        Value<Integer> a = Value.of(graph, 1);
        Value<Integer> b = Value.of(graph, 2);
        Value<Integer> mode = Value.of(graph, 0);
        Value<Integer> first = Value.of(graph, 0);
        int[] runs = {0, 0};
        List<Integer> second = new ArrayList<>();
        Effect writes = Effect.of(graph, () -> {
            runs[0]++;
            first.set(mode.get() < 2 ? a.get() : b.get());
        });
        Effect reads = Effect.of(graph, () -> {
            runs[1]++;
            int sum = mode.get() > 1 ? a.get() : 0;
            second.add(sum + (mode.get() < 3 ? b.get() : 0) + first.get());
        });

        b.set(3);
        assertThat(runs).containsExactly(1, 2);
        mode.set(2);

        assertThat(second).startsWith(3, 4).endsWith(7);
        writes.close();
        reads.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void notANumberEqualsItself(Graph graph) {
        Value<Double> boxed = Value.of(graph, Double.NaN);
        DoubleValue plain = DoubleValue.of(graph, Double.NaN);
        DoubleDerived derived = DoubleDerived.of(plain, n -> Double.NaN);
        Effect effect = Effect.of(graph, () -> {
            log.add(boxed.get());
            log.add(derived.getAsDouble());
        });

        boxed.set(Double.NaN);
        plain.set(1);

        assertThat(log).hasSize(2);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aBatchInUntrackedCodeIsOneChange(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Value<Integer> b = Value.of(graph, 0);
        Effect effect = Effect.of(graph, () -> log.add(a.get() + Graph.untracked(graph, b::get)));

        Graph.untracked(
                graph,
                () -> Graph.batch(graph, () -> {
                    a.set(1);
                    a.set(2);
                    b.set(10);
                    return a;
                }));
        Graph.batch(graph, () -> b.set(20));

        assertThat(log).containsExactly(0, 12);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void theWritesOfOneRunOfAnEffectAreSeenTogether(Graph graph) {
        Value<Integer> a = Value.of(graph, 0);
        Value<Integer> b = Value.of(graph, 0);
        Value<Integer> c = Value.of(graph, 0);
        Effect writes = Effect.of(graph, () -> {
            b.set(a.get() + 1);
            c.set(a.get() + 2);
        });
        Effect reads = Effect.of(graph, () -> log.add(b.get() + "," + c.get()));

        a.set(10);

        assertThat(log).containsExactly("1,2", "11,12");
        writes.close();
        reads.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void nodesThatARunCreatesReadTheLatestValues(Graph graph) {
        Value<Integer> a = Value.of(graph, 1);
        AtomicReference<Derived<Integer>> latest = new AtomicReference<>();
        Effect effect = Effect.of(graph, () -> {
            a.get();
            latest.set(Derived.of(a, n -> n));
        });

        a.set(2);

        assertThat(latest.get().get()).isEqualTo(2);
        effect.close();
    }
}
