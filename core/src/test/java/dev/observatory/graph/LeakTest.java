package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Unreachable nodes are collectable, although their source and its other dependents are reachable. */
class LeakTest {
    private final Graph graph = Graph.create();
    private final Value<Integer> source = Value.of(graph, 1);
    private final List<Object> kept = new ArrayList<>();

    @Nested
    class ADerivedNodeIsGarbage {

        private Garbage.Watch read(Derived<Integer> node) {
            assertThat(node.get()).isNotNull();
            return Garbage.watch(node);
        }

        @Test
        void onceItWasRead() {
            read(Derived.of(source, n -> n + 1)).await();
        }

        @Test
        void onceItWasReadAndTrackedItsInputs() {
            read(Derived.of(graph, () -> source.get() + 1)).await();
        }

        @Test
        void thoughItsInputsAreObserved() {
            Derived<Integer> inner = Derived.of(source, n -> n + 1);
            kept.add(Effect.of(graph, inner::get));

            read(Derived.of(inner, n -> n + 1)).await();

            source.set(2);
            assertThat(inner.get()).isEqualTo(3);
        }

        @Test
        void onceNoEffectReadsIt() {
            read(observedOnce()).await();
        }

        private Derived<Integer> observedOnce() {
            Derived<Integer> node = Derived.of(source, n -> n + 1);
            Effect effect = Effect.of(graph, node::get);
            source.set(2);
            effect.close();
            kept.add(effect.isOpen());
            return node;
        }

        @Test
        void onceAnOpenEffectReadsSomethingElse() {
            Garbage.Watch node = readAtFirst();

            source.set(0);

            node.await();
            source.set(1);
        }

        private Garbage.Watch readAtFirst() {
            List<Derived<Integer>> first = new ArrayList<>(List.of(Derived.of(source, n -> n + 1)));
            Garbage.Watch watch = Garbage.watch(first.get(0));
            kept.add(Effect.of(graph, () -> {
                if (source.get() == 1 && !first.isEmpty()) {
                    first.get(0).get();
                } else {
                    first.clear();
                }
            }));
            return watch;
        }

        @Test
        void onceItsObserverIsDisconnected() {
            Garbage.Watch node = observed();

            node.await();

            source.set(2);
        }

        private Garbage.Watch observed() {
            Derived<Integer> node = Derived.of(source, n -> n + 1);
            Subscription subscription = node.updated().connect(change -> {});
            source.set(5);
            subscription.close();
            return Garbage.watch(node);
        }

        @Test
        void ofALongChainWithTheWholeChain() {
            Node<Integer> end = source;
            Garbage.Watch middle = null;
            for (int i = 0; i < 1_000; i++) {
                end = Derived.of(end, n -> n + 1);
                if (i == 500) {
                    middle = Garbage.watch(end);
                }
            }
            assertThat(end.get()).isEqualTo(1_001);
            end = source;

            middle.await();

            assertThat(end.get()).isEqualTo(1);
        }

        @Test
        void onceABatchIsOverThatComputedIt() {
            Garbage.Watch[] watch = new Garbage.Watch[1];
            Graph.batch(graph, () -> {
                source.set(2);
                watch[0] = read(Derived.of(source, n -> n + 1));
            });

            watch[0].await();
        }

        @Test
        void onceATransactionThatComputedItWasRolledBack() {
            Garbage.Watch[] watch = new Garbage.Watch[1];
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Graph.transact(graph, () -> {
                        source.set(2);
                        watch[0] = read(Derived.of(source, n -> n + 1));
                        throw new IllegalStateException("expected");
                    })))
                    .hasMessage("expected");

            watch[0].await();
        }

        @Test
        void onceItFailed() {
            failed().await();
        }

        private Garbage.Watch failed() {
            Derived<Integer> node = Derived.of(source, n -> n / (n - 1));
            assertThat(org.assertj.core.api.Assertions.catchThrowable(node::get))
                    .isInstanceOf(ComputationException.class);
            return Garbage.watch(node);
        }
    }

    @Nested
    class AnEffectIsGarbage {

        @Test
        void onceItIsClosedThoughItsInputsAreReachable() {
            closed().await();

            source.set(2);
        }

        private Garbage.Watch closed() {
            Object captured = new Object();
            Effect effect = Effect.of(
                    graph, () -> assertThat(List.of(source.get(), captured)).hasSize(2));
            effect.close();
            return Garbage.watch(effect);
        }

        @Test
        void onceItClosedItself() {
            closedByItself().await();
        }

        private Garbage.Watch closedByItself() {
            Effect effect = Effect.of(graph, self -> {
                if (source.get() == 2) {
                    self.close();
                }
            });
            source.set(2);
            assertThat(effect.isOpen()).isFalse();
            return Garbage.watch(effect);
        }
    }

    @Nested
    class AHookValueIsGarbage {

        @Test
        void thoughTheHookIsReachable() {
            EventHook<Integer> hook = new EventHook<>("long-lived");
            Garbage.Watch node = fed(hook);

            node.await();
            hook.emit(2);

            assertThat(hook.isObserved()).isFalse();
        }

        private Garbage.Watch fed(EventHook<Integer> hook) {
            HookValue<Integer> node = HookValue.of(graph, hook, 0);
            hook.emit(1);
            assertThat(node.get()).isOne();
            return Garbage.watch(node);
        }
    }

    @Nested
    class AValueIsGarbage {

        private Garbage.Watch replaced() {
            Value<Object> holder = Value.of(graph, new Object());
            kept.add(holder);
            Garbage.Watch watch = Garbage.watch(holder.get());
            holder.set(new Object());
            return watch;
        }

        @Test
        void onceItIsReplaced() {
            replaced().await();
        }

        @Test
        void onceItIsReplacedInABatch() {
            Garbage.Watch[] watch = new Garbage.Watch[1];
            Graph.batch(graph, () -> {
                watch[0] = replaced();
            });

            watch[0].await();
        }

        @Test
        void onceTheSnapshotThatKeptItIsClosed() {
            GraphSnapshot snapshot = Graph.snapshot(graph);
            Garbage.Watch watch = replaced();
            assertThat(watch.isAlive()).isTrue();

            snapshot.close();

            watch.await();
        }

        @Test
        void onceTheSnapshotThatKeptItIsCollected() {
            Garbage.Watch watch = replacedUnderASnapshot();

            watch.await();
        }

        private Garbage.Watch replacedUnderASnapshot() {
            GraphSnapshot forgotten = Graph.snapshot(graph);
            Garbage.Watch watch = replaced();
            assertThat(forgotten.get(source)).isOne();
            return watch;
        }
    }

    @Test
    void anAsyncDerivedIsCollectableOnceItsWorkIsDone() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Garbage.Watch node = computed(executor);
            executor.submit(() -> {}).get();

            node.await();
        } finally {
            executor.shutdownNow();
        }
    }

    private Garbage.Watch computed(ExecutorService executor) throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        AsyncDerived<Integer> node = AsyncDerived.of(executor, source, n -> n + 1);
        Subscription subscription =
                node.updated().connect(change -> done.complete(change.newValue().value()));
        assertThat(done.get()).isEqualTo(2);
        subscription.close();
        return Garbage.watch(node);
    }
}
