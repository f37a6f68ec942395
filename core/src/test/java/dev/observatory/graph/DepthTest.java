package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Graphs far deeper and wider than any stack, at the default stack size. */
class DepthTest {
    private static final int DECLARED = 1_000_000;
    private static final int TRACKED = 100_000;
    private final Graph graph = Graph.create();

    private static IntDerived declaredChain(Node<Integer> head, int length) {
        IntDerived end = IntDerived.of(head, n -> n + 1);
        for (int i = 1; i < length; i++) {
            end = IntDerived.of(end, n -> n + 1);
        }
        return end;
    }

    private IntDerived trackedChain(IntValue head, int length) {
        IntDerived end = IntDerived.of(graph, () -> head.getAsInt() + 1);
        for (int i = 1; i < length; i++) {
            IntDerived before = end;
            end = IntDerived.of(graph, () -> before.getAsInt() + 1);
        }
        return end;
    }

    @Nested
    class AChainOfAMillionDeclaredNodes {
        private final IntValue head = IntValue.of(graph, 0);
        private final IntDerived end = declaredChain(head, DECLARED);

        @Test
        void isComputedColdAndAgain() {
            assertThat(end.getAsInt()).isEqualTo(DECLARED);

            head.set(5);

            assertThat(end.getAsInt()).isEqualTo(DECLARED + 5);
        }

        @Test
        void isComputedHotAndBecomesColdAgain() {
            List<Integer> seen = new ArrayList<>();
            Effect effect = Effect.of(graph, () -> seen.add(end.getAsInt()));

            head.set(5);
            effect.close();
            head.set(6);

            assertThat(seen).containsExactly(DECLARED, DECLARED + 5);
            assertThat(end.getAsInt()).isEqualTo(DECLARED + 6);
        }

        @Test
        void failsAndRecovers() {
            Value<Integer> divisor = Value.of(graph, 0);
            IntDerived chain = declaredChain(IntDerived.of(divisor, n -> 12 / n), TRACKED);

            assertThat(org.assertj.core.api.Assertions.catchThrowable(chain::getAsInt))
                    .isInstanceOf(ComputationException.class)
                    .hasRootCauseInstanceOf(ArithmeticException.class);
            divisor.set(3);

            assertThat(chain.getAsInt()).isEqualTo(TRACKED + 4);
        }
    }

    @Nested
    class AChainOfAHundredThousandTrackedNodes {
        private final IntValue head = IntValue.of(graph, 0);
        private final IntDerived end = trackedChain(head, TRACKED);

        @Test
        void isComputedColdAndAgain() {
            assertThat(end.getAsInt()).isEqualTo(TRACKED);

            head.set(5);

            assertThat(end.getAsInt()).isEqualTo(TRACKED + 5);
        }

        @Test
        void isComputedHotAndAgain() {
            List<Integer> seen = new ArrayList<>();
            try (Effect effect = Effect.of(graph, () -> seen.add(end.getAsInt()))) {
                head.set(5);

                assertThat(effect.isOpen()).isTrue();
            }
            assertThat(seen).containsExactly(TRACKED, TRACKED + 5);
        }

        @Test
        void runsEachFunctionOnceForAChangeOnceItsInputsAreKnown() {
            int[] runs = {0};
            IntDerived chain = IntDerived.of(graph, head);
            for (int i = 0; i < 10_000; i++) {
                IntDerived before = chain;
                chain = IntDerived.of(graph, () -> {
                    runs[0]++;
                    return before.getAsInt() + 1;
                });
            }
            chain.getAsInt();
            runs[0] = 0;

            head.set(1);

            assertThat(chain.getAsInt()).isEqualTo(10_001);
            assertThat(runs[0]).isEqualTo(10_000);
        }

        @Test
        void isComputedOnASmallHalfUsedStack() throws Exception {
            int[] result = new int[1];
            Thread thread = new Thread(null, () -> result[0] = end.getAsInt(), "small stack", 512 * 1024);

            thread.start();
            thread.join();

            assertThat(result[0]).isEqualTo(TRACKED);
        }

        @Test
        void isACycleIfItsEndDependsOnItsStart() {
            IntDerived[] ring = new IntDerived[1_000];
            for (int i = 0; i < ring.length; i++) {
                int next = (i + 1) % ring.length;
                ring[i] = IntDerived.of(graph, () -> ring[next].getAsInt() + head.getAsInt())
                        .named("r" + i);
            }

            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(ring[0]::getAsInt);

            assertThat(thrown).isInstanceOf(CycleException.class);
            assertThat(((CycleException) thrown).path())
                    .hasSize(ring.length + 1)
                    .startsWith("r0", "r1", "r2")
                    .endsWith("r999", "r0");
        }
    }

    @Test
    void oneValueHasAMillionDependents() {
        IntValue head = IntValue.of(graph, 0);
        long[] sum = {0};
        List<Effect> effects = new ArrayList<>(DECLARED);
        for (int i = 0; i < DECLARED; i++) {
            IntDerived node = IntDerived.of(head, n -> n);
            effects.add(Effect.of(graph, () -> sum[0] += node.getAsInt()));
        }

        head.set(1);

        assertThat(sum[0]).isEqualTo(DECLARED);
        effects.forEach(Effect::close);
        head.set(2);
        assertThat(sum[0]).isEqualTo(DECLARED);
    }

    @Test
    void oneNodeHasAMillionInputs() {
        List<IntValue> values = new ArrayList<>();
        for (int i = 0; i < DECLARED; i++) {
            values.add(IntValue.of(graph, 1));
        }
        IntDerived sum = IntDerived.of(values, 0, Integer::sum);

        assertThat(sum.getAsInt()).isEqualTo(DECLARED);
        values.get(DECLARED / 2).set(3);
        assertThat(sum.getAsInt()).isEqualTo(DECLARED + 2);
    }

    @Test
    void tenThousandDiamondsAreStackedAndEachNodeIsComputedOnce() {
        IntValue head = IntValue.of(graph, 1);
        int[] computes = {0};
        Node<Integer> top = head;
        for (int i = 0; i < 10_000; i++) {
            IntDerived left = IntDerived.of(top, n -> n % 1_000 + 1);
            IntDerived right = IntDerived.of(top, n -> n % 1_000 + 2);
            top = IntDerived.of(left, right, (a, b) -> {
                computes[0]++;
                return a + b;
            });
        }
        Node<Integer> last = top;
        int[] runs = {0};

        last.get();
        assertThat(computes[0]).isEqualTo(10_000);
        Effect effect = Effect.of(graph, () -> runs[0] += last.get() * 0 + 1);
        head.set(2);

        assertThat(computes[0]).isEqualTo(20_000);
        assertThat(runs[0]).isEqualTo(2);
        effect.close();
    }
}
