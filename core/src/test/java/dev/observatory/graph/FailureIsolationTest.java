package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one function, equality or effect throws ends no other, and not itself. */
class FailureIsolationTest {
    private final List<Object> seen = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private final List<Throwable> reported = new ArrayList<>();
    private final Subscription reports =
            ObserverErrors.reported().connect(failure -> reported.add(failure.exception()));

    static Stream<Graph> graphs() {
        return Stream.of(Graph.create(), Graph.confined());
    }

    @AfterEach
    void stopCounting() {
        reports.close();
    }

    /** A value whose methods throw. */
    private static final class Unshowable {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("no equality");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("no hash");
        }
    }

    private static int deep(int n) {
        return n == 0 ? 0 : 1 + deep(n - 1);
    }

    private static int fail(int n) {
        if (n > 100) {
            throw new OutOfMemoryError("expected");
        }
        return n;
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anExhaustedStackEndsNoReaction(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Integer> depth = Derived.of(graph, () -> deep(n.get()));
        Effect effect = Effect.of(graph, () -> seen.add(depth.get()));
        depth.updated().connect(change -> heard.add(change.newValue()));

        n.set(10_000_000);
        n.set(2);
        n.set(3);

        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(heard).containsExactly(2, 3);
        assertThat(reported).hasOnlyElementsOfType(StackOverflowError.class).hasSize(2);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anErrorBelowAffectsOnlyWhatNeedsIt(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Value<Integer> other = Value.of(graph, 1);
        Derived<Integer> fails = Derived.of(n, FailureIsolationTest::fail);
        Derived<Integer> sibling = Derived.of(other, m -> m * 10);
        Derived<Integer> both = Derived.of(fails, sibling, Integer::sum);
        Derived<Integer> above = Derived.of(graph, () -> both.get() + 1);
        Effect effect = Effect.of(graph, () -> seen.add(above.get()));
        above.updated().connect(change -> heard.add(change.newValue()));

        Graph.batch(graph, () -> {
            n.set(1000);
            other.set(2);
        });
        other.set(3);
        n.set(2);
        other.set(4);

        assertThat(seen).containsExactly(12, 33, 43);
        assertThat(heard).containsExactly(33, 43);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aReturnToTheValueBeforeAnErrorIsAChangeForThoseWhoSawIt(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Integer> fails = Derived.of(n, FailureIsolationTest::fail);
        Effect effect = Effect.of(graph, () -> {
            seen.add("run");
            seen.add(fails.get());
        });
        fails.updated().connect(change -> heard.add(change.newValue()));

        n.set(1000);
        n.set(1);

        assertThat(seen).containsExactly("run", 1, "run", "run", 1);
        assertThat(heard).isEmpty();
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anErrorDeepInAColdChainLeavesItUsable(Graph graph) {
        Value<Integer> n = Value.of(graph, 1000);
        List<Derived<Integer>> chain = new ArrayList<>();
        chain.add(Derived.of(n, FailureIsolationTest::fail));
        IntStream.range(0, 400).forEach(i -> {
            Derived<Integer> below = chain.get(i);
            chain.add(i % 2 == 0 ? Derived.of(graph, () -> below.get() + 1) : Derived.of(below, m -> m + 1));
        });
        Derived<Integer> top = chain.get(400);

        assertThat(catchThrowable(top::get)).isInstanceOf(OutOfMemoryError.class);
        Effect effect = Effect.of(graph, () -> seen.add(top.get()));
        n.set(1);
        n.set(2);

        assertThat(seen).containsExactly(401, 402);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anObserverMayBeConnectedWhileTheNodeFails(Graph graph) {
        Value<Integer> n = Value.of(graph, 1000);
        Derived<Integer> fails = Derived.of(n, FailureIsolationTest::fail);

        fails.updated().connect(change -> heard.add(change.newValue()));
        n.set(2);
        n.set(3);

        assertThat(heard).containsExactly(2, 3);
        assertThat(reported).hasOnlyElementsOfType(OutOfMemoryError.class).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aRolledBackErrorLeavesNoTrace(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Integer> fails = Derived.of(n, FailureIsolationTest::fail);
        Derived<Integer> above = Derived.of(fails, m -> m + 1);
        Effect effect = Effect.of(graph, () -> seen.add(above.get()));

        assertThatThrownBy(() -> Graph.transact(graph, () -> {
                    n.set(1000);
                    above.get();
                }))
                .isInstanceOf(OutOfMemoryError.class);
        n.set(2);

        assertThat(seen).containsExactly(2, 3);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEqualityThatThrowsForAnObserverReachesNobodyElse(Graph graph) {
        Value<String> text = Value.of(graph, "a");
        Value<Integer> count = Value.of(graph, 0);
        Derived<String> picky = Derived.<String>of(graph, () -> {
                    if (text.get().isEmpty()) {
                        throw new IllegalStateException("empty");
                    }
                    return text.get().equals("null") ? null : text.get();
                })
                .comparedBy((before, after) -> before.equals(after));
        count.updated().connect(change -> heard.add(change.newValue()));
        picky.updated().connect(change -> seen.add(change.newValue()));

        int number = 0;
        for (String next : List.of("null", "", "b", "null", "c", "c")) {
            int now = ++number;
            Graph.batch(graph, () -> {
                count.set(now);
                text.set(next);
            });
        }

        assertThat(heard).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(seen).containsExactly(null, "b", null, "c");
        assertThat(picky.get()).isEqualTo("c");
        assertThat(reported).hasOnlyElementsOfType(NullPointerException.class).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEqualityThatThrowsAtTheEndOfABatchCountsAsAChange(Graph graph) {
        boolean[] throwing = {false};
        Value<String> text = Value.of(graph, "a").comparedBy((before, after) -> {
            if (throwing[0]) {
                throw new IllegalStateException("incomparable");
            }
            return before.equals(after);
        });
        Value<Integer> count = Value.of(graph, 0);
        Effect effect = Effect.of(graph, () -> seen.add(text.get() + count.get()));

        Graph.batch(graph, () -> {
            count.set(1);
            text.set("b");
            text.set(new String("a"));
            throwing[0] = true;
        });
        throwing[0] = false;
        count.set(2);
        text.set("c");

        assertThat(seen).containsExactly("a0", "a1", "a2", "c2");
        assertThat(reported).extracting(Throwable::getMessage).containsExactly("incomparable");
        effect.close();
    }

    @Test
    void anEqualityThatThrowsAtTheEndOfABatchBlocksNoReader() throws InterruptedException {
        Graph graph = Graph.create();
        boolean[] throwing = {false};
        Value<String> text = Value.of(graph, "a").comparedBy((before, after) -> {
            if (throwing[0]) {
                throw new StackOverflowError("expected");
            }
            return before.equals(after);
        });
        Graph.batch(graph, () -> {
            text.set("b");
            text.set("c");
            throwing[0] = true;
        });

        Thread reader = new Thread(() -> seen.add(text.get()));
        reader.start();
        reader.join();

        assertThat(seen).containsExactly("c");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEffectThatFailsBeforeItReadsRunsAgainAtTheNextChange(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        boolean[] failing = {false};
        Effect effect = Effect.of(graph, () -> {
            if (failing[0]) {
                throw new IllegalStateException("not available");
            }
            seen.add(n.get());
        });

        failing[0] = true;
        n.set(2);
        failing[0] = false;
        n.set(3);

        assertThat(seen).containsExactly(1, 3);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aFunctionThatFailsBeforeItReadsRunsAgainAtTheNextChange(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        boolean[] failing = {false};
        Derived<Integer> node = Derived.of(graph, () -> {
            if (failing[0]) {
                throw new IllegalStateException("not available");
            }
            return n.get();
        });
        node.get();

        failing[0] = true;
        n.set(2);
        assertThatThrownBy(node::get).hasRootCauseMessage("not available");
        failing[0] = false;
        n.set(3);

        assertThat(node.get()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void readsInAnotherOrderWhileFailingAreRememberedOnce(Graph graph) {
        Value<Integer> a = Value.of(graph, 1);
        Value<Integer> b = Value.of(graph, 1);
        int[] runs = {0};
        Effect effect = Effect.of(graph, () -> {
            boolean forward = runs[0]++ % 2 == 0;
            int sum = forward ? a.get() + b.get() : b.get() + a.get();
            if (runs[0] > 1) {
                throw new IllegalStateException("fails at " + sum);
            }
        });
        for (int i = 2; i < 50; i++) {
            a.set(i);
        }

        int links = 0;
        for (Link link = effect.deps; link != null; link = link.nextDep) {
            links++;
        }
        assertThat(links).isEqualTo(2);
        effect.close();
        assertThat(a.subs == null && b.subs == null).isTrue();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void endlessEffectsStopNoOther(Graph graph) {
        Value<Integer> count = Value.of(graph, 0);
        Value<Integer> other = Value.of(graph, 0);
        Effect endless = Effect.of(graph, () -> {
            if (count.get() > 0) {
                count.set(count.get() + 1);
            }
        });
        Effect innocent = Effect.of(graph, () -> seen.add(other.get()));
        other.updated().connect(change -> heard.add(change.newValue()));

        assertThatThrownBy(() -> Graph.batch(graph, () -> {
                    count.set(1);
                    other.set(1);
                }))
                .isInstanceOf(CycleException.class);
        endless.close();
        other.set(2);

        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(heard).containsExactly(1, 2);
        innocent.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEffectThatClosesItselfAndReadsOnIsForgotten(Graph graph) {
        Value<Integer> a = Value.of(graph, 1);
        Value<Integer> b = Value.of(graph, 1);
        Effect.of(graph, self -> {
            if (a.get() == 2) {
                self.close();
                seen.add(b.get());
            }
        });

        a.set(2);

        assertThat(seen).containsExactly(1);
        assertThat(a.subs == null && b.subs == null).isTrue();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void manyCleanupsRunWhateverTheyThrow(Graph graph) {
        int[] cleaned = {0};
        Effect effect = Effect.of(graph, self -> {
            for (int i = 0; i < 50_000; i++) {
                self.onCleanup(() -> {
                    if (++cleaned[0] % 10_000 == 0) {
                        throw new IllegalStateException("expected");
                    }
                });
            }
        });

        effect.close();

        assertThat(cleaned[0]).isEqualTo(50_000);
        assertThat(reported).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void valuesThatCannotBeShownAreExplainedAllTheSame(Graph graph) {
        Graph.trace(graph, true);
        Value<Object> value = Value.<Object>of(graph, new Unshowable()).comparedBy((before, after) -> false);
        Derived<Integer> node = Derived.of(value, v -> 1);

        assertThat(node.get()).isOne();
        value.touch();
        assertThat(node.get()).isOne();

        assertThat(node.explain()).contains("whose toString() throws java.lang.IllegalStateException");
        assertThat(Graph.toMermaid(node)).contains(" = [dev.observatory.graph.");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anObserverConnectedByAFunctionIsRefusedAndMayBeConnectedElsewhere(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Derived<Subscription> connects = Derived.of(graph, () -> n.updated().connect(change -> heard.add("function")));

        assertThat(connects.get().isOpen()).isFalse();
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0))
                .hasMessage("The function of a derived node must not start or stop effects or observers;"
                        + " do it elsewhere");

        n.updated().connect(change -> heard.add(change.newValue()));
        n.set(2);

        assertThat(heard).containsExactly(2);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anObserverMayBeDisconnectedByAFunction(Graph graph) {
        Value<Integer> n = Value.of(graph, 1);
        Subscription subscription = n.updated().connect(change -> heard.add(change.newValue()));
        Derived<Integer> disconnects = Derived.of(n, now -> {
            subscription.close();
            return now;
        });

        assertThat(disconnects.get()).isOne();
        n.set(2);

        assertThat(heard).isEmpty();
        assertThat(n.subs).isNull();
    }
}
