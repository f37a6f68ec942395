package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that need themselves, and effects that trigger themselves. */
class CycleTest {
    private final Graph graph = Graph.create();
    private final Value<Boolean> closes = Value.of(graph, true);
    private Derived<Integer> first;
    private Derived<Integer> second;

    private void ring() {
        first = Derived.of(graph, () -> closes.get() ? second.get() + 1 : 1).named("first");
        second = Derived.of(first, n -> n + 1).named("second");
    }

    @Test
    void aNodeThatReadsItselfIsReported() {
        Node<?>[] self = new Node<?>[1];
        self[0] = Derived.of(graph, () -> self[0].get()).named("ouroboros");

        assertThatThrownBy(self[0]::get)
                .isInstanceOf(CycleException.class)
                .hasMessage("Node [ouroboros] needs its own value: [ouroboros] -> [ouroboros];"
                        + " break the cycle with a value that an effect sets");
    }

    @Test
    void theMessageListsTheWholeCycle() {
        ring();
        Derived<Integer> outside = Derived.of(second, n -> n).named("outside");

        assertThatThrownBy(outside::get)
                .isInstanceOf(CycleException.class)
                .hasMessageContaining("[first] -> [second] -> [first]");
    }

    @Test
    void theGraphRemainsUsable() {
        ring();
        assertThatThrownBy(second::get).isInstanceOf(CycleException.class);
        assertThatThrownBy(first::get).isInstanceOf(CycleException.class);

        closes.set(false);

        assertThat(second.get()).isEqualTo(2);
        assertThat(first.get()).isEqualTo(1);
    }

    @Test
    void aCycleBelowAnEffectMayAppearAndDisappear() {
        ring();
        List<String> seen = new ArrayList<>();
        Effect effect = Effect.of(graph, () -> {
            try {
                seen.add("second is " + second.get());
            } catch (CycleException cycle) {
                seen.add("cycle of " + cycle.path().size());
            }
        });

        closes.set(false);
        closes.set(true);
        closes.set(false);

        assertThat(seen).containsExactly("cycle of 3", "second is 2", "cycle of 3", "second is 2");
        effect.close();
    }

    @Test
    void aFunctionMayCatchTheExceptionAndContinue() {
        Node<?>[] self = new Node<?>[1];
        Derived<String> careful = Derived.of(graph, () -> {
            try {
                return "read " + self[0].get();
            } catch (CycleException cycle) {
                return "went round";
            }
        });
        self[0] = careful;

        assertThat(careful.get()).isEqualTo("went round");
    }

    @Test
    void anUnobservedDependencyMayReverseWithoutACycle() {
        Value<Boolean> forward = Value.of(graph, true);
        List<Derived<Integer>> pair = new ArrayList<>();
        pair.add(Derived.of(graph, () -> forward.get() ? pair.get(1).get() + 1 : 10));
        pair.add(Derived.of(graph, () -> forward.get() ? 20 : pair.get(0).get() + 1));
        assertThat(pair.get(0).get()).isEqualTo(21);

        forward.set(false);

        assertThat(pair.get(1).get()).isEqualTo(11);
        assertThat(pair.get(0).get()).isEqualTo(10);
    }

    @Test
    void anObservedDependencyMayReverseWithoutACycle() {
        Value<Boolean> forward = Value.of(graph, true);
        List<Derived<Integer>> pair = new ArrayList<>();
        pair.add(Derived.of(graph, () -> forward.get() ? pair.get(1).get() + 1 : 10));
        pair.add(Derived.of(graph, () -> forward.get() ? 20 : pair.get(0).get() + 1));
        List<Integer> seen = new ArrayList<>();
        Effect both = Effect.of(graph, () -> {
            seen.add(pair.get(0).get());
            seen.add(pair.get(1).get());
        });

        forward.set(false);
        forward.set(true);

        assertThat(seen).containsExactly(21, 20, 10, 11, 21, 20);
        both.close();
    }

    @Test
    void endlessEffectsAreStopped() {
        Value<Integer> count = Value.of(graph, 0);
        Effect effect = Effect.of(graph, () -> {
            if (count.get() > 0) {
                count.set(count.get() + 1);
            }
        });
        effect.named("endless");

        assertThatThrownBy(() -> count.set(1))
                .isInstanceOf(CycleException.class)
                .hasMessage("Effects trigger one another endlessly: [endless] ran for the 100000th time;"
                        + " let them write only values that differ");
        effect.close();
        count.set(0);
        assertThat(count.get()).isZero();
    }

    @Test
    void longRunningEffectsAreNotStopped() {
        Value<Integer> count = Value.of(graph, 0);
        try (Effect effect = Effect.of(graph, () -> {
            int now = count.get();
            if (now > 0 && now < 50_000) {
                count.set(now + 1);
            }
        })) {
            count.set(1);

            assertThat(effect.isOpen()).isTrue();
            assertThat(count.get()).isEqualTo(50_000);
        }
    }

    @Test
    void anEffectThatThrowsIsReportedAndStopsNoOther() {
        List<String> reported = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        Value<Integer> value = Value.of(graph, 1);
        try (Subscription subscription = ObserverErrors.reported()
                        .connect(failure -> reported.add(failure.exception().getMessage()));
                Effect failing = Effect.of(graph, () -> {
                    throw new IllegalStateException("effect fails at " + value.get());
                });
                Effect working = Effect.of(graph, () -> seen.add(value.get()))) {
            value.set(2);

            assertThat(failing.isOpen() && working.isOpen() && subscription.isOpen())
                    .isTrue();
        }
        assertThat(reported).contains("effect fails at 1", "effect fails at 2");
        assertThat(seen).containsExactly(1, 2);
    }
}
