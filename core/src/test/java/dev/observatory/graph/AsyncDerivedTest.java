package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Computation on an executor, step by step: the tests are the executor. */
class AsyncDerivedTest {
    private final Graph graph = Graph.create();
    private final Value<Integer> input = Value.of(graph, 1);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final AsyncDerived<Integer> node = AsyncDerived.of(tasks::add, input, n -> 60 / n);

    private static AsyncResult<Integer> pending(Integer last) {
        return new AsyncResult<>(AsyncStatus.PENDING, last, null);
    }

    private static AsyncResult<Integer> ready(int value) {
        return new AsyncResult<>(AsyncStatus.READY, value, null);
    }

    @Test
    void noWorkStartsBeforeTheStateIsRead() {
        assertThat(tasks).isEmpty();

        assertThat(node.get()).isEqualTo(pending(null));
        assertThat(node.get()).isEqualTo(pending(null));

        assertThat(tasks).hasSize(1);
    }

    @Test
    void theStateIsReadyWhenTheWorkIsDone() {
        node.get();
        tasks.remove().run();

        assertThat(node.get()).isEqualTo(ready(60));
        assertThat(tasks).isEmpty();
    }

    @Test
    void aNewInputStartsNewWorkAndKeepsTheLastResult() {
        node.get();
        tasks.remove().run();
        node.get();

        input.set(2);

        assertThat(node.get()).isEqualTo(pending(60));
        tasks.remove().run();
        assertThat(node.get()).isEqualTo(ready(30));
    }

    @Test
    void supersededWorkIsCancelledAndItsResultDiscarded() {
        node.get();
        input.set(2);
        node.get();
        Runnable overtaken = tasks.remove();
        tasks.remove().run();
        overtaken.run();

        assertThat(node.get()).isEqualTo(ready(30));
    }

    @Test
    void workThatThrowsFailsAndKeepsTheLastResult() {
        node.get();
        tasks.remove().run();
        node.get();
        input.set(0);
        node.get();
        tasks.remove().run();

        assertThat(node.get().status()).isEqualTo(AsyncStatus.FAILED);
        assertThat(node.get().value()).isEqualTo(60);
        assertThat(node.get().failure()).isInstanceOf(ArithmeticException.class);
        input.set(3);
        node.get();
        tasks.remove().run();
        assertThat(node.get()).isEqualTo(ready(20));
    }

    @Test
    void observersReceiveEveryState() {
        List<AsyncResult<Integer>> received = new ArrayList<>();
        node.updated().connect(change -> received.add(change.newValue()));
        tasks.remove().run();
        input.set(2);
        tasks.remove().run();

        assertThat(received).containsExactly(ready(60), pending(60), ready(30));
    }

    @Test
    void nodesCanBeDerivedFromTheState() {
        Derived<String> shown = Derived.of(node.state(), state -> state.status() + " " + state.value());
        List<String> seen = new ArrayList<>();
        Effect effect = Effect.of(graph, () -> seen.add(shown.get()));
        tasks.remove().run();

        assertThat(seen).containsExactly("PENDING null", "READY 60");
        effect.close();
    }

    @Test
    void anExecutorMayRunWorkDirectly() {
        AsyncDerived<Integer> direct = AsyncDerived.of(Runnable::run, input, n -> n + 1);

        direct.get();

        assertThat(direct.get()).isEqualTo(ready(2));
    }

    @Test
    void aRejectingExecutorMakesTheStateFailed() {
        AsyncDerived<Integer> refused = AsyncDerived.of(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                input,
                n -> n);

        refused.get();

        assertThat(refused.get().failure()).hasMessage("full");
    }

    @Test
    void aFailedInputMakesTheStateFailed() {
        Derived<Integer> failing = Derived.of(input, n -> n / (n - 1));
        AsyncDerived<Integer> after = AsyncDerived.of(tasks::add, failing, n -> n);

        assertThat(after.get().status()).isEqualTo(AsyncStatus.FAILED);
        assertThat(after.get().failure()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void workInProgressIsInterruptedWhenItIsSupersededOrClosed() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        BlockingQueue<String> happened = new LinkedBlockingQueue<>();
        try {
            AsyncDerived<Integer> endless = AsyncDerived.of(executor, input, n -> {
                happened.add("began " + n);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    happened.add("interrupted " + n);
                }
                return n;
            });
            endless.get();
            assertThat(happened.poll(20, TimeUnit.SECONDS)).isEqualTo("began 1");

            input.set(2);
            endless.get();
            assertThat(List.of(happened.poll(20, TimeUnit.SECONDS), happened.poll(20, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder("interrupted 1", "began 2");

            endless.close();
            assertThat(happened.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted 2");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aClosedOneStartsNoWork() {
        node.close();

        assertThat(node.get()).isEqualTo(pending(null));
        assertThat(tasks).isEmpty();
    }

    @Test
    void aConfinedGraphIsRejected() {
        Value<Integer> confined = Value.of(Graph.confined(), 1);

        assertThatThrownBy(() -> AsyncDerived.of(tasks::add, confined, n -> n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A confined graph cannot receive results of an executor");
    }

    @Test
    void aSnapshotKeepsTheStateAndDisturbsNothing() {
        List<AsyncResult<Integer>> received = new ArrayList<>();
        node.updated().connect(change -> received.add(change.newValue()));
        Derived<String> shown = Derived.of(node.state(), state -> state.status() + " " + state.value());
        tasks.remove().run();
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            assertThat(moment.get(node.state())).isEqualTo(ready(60));
            input.set(2);
            assertThat(tasks).hasSize(1);

            assertThat(moment.get(node.state())).isEqualTo(ready(60));
            assertThat(moment.get(shown)).isEqualTo("READY 60");
            assertThat(tasks).hasSize(1);
            assertThat(node.get()).isEqualTo(pending(60));
        }
        tasks.remove().run();

        assertThat(tasks).isEmpty();
        assertThat(received).containsExactly(ready(60), pending(60), ready(30));
    }

    @Test
    void aSnapshotStartsNoWork() {
        Derived<String> shown = Derived.of(node.state(), state -> state.status() + " " + state.value());
        try (GraphSnapshot moment = Graph.snapshot(graph)) {
            assertThat(moment.get(node.state())).isEqualTo(pending(null));
            assertThat(moment.get(shown)).isEqualTo("PENDING null");
        }
        assertThat(tasks).isEmpty();

        assertThat(node.get()).isEqualTo(pending(null));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void aSnapshotOfAnUnobservedStateIsExact() {
        Value<Integer> parity = Value.of(graph, 2);
        AsyncDerived<Integer> async = AsyncDerived.of(tasks::add, Derived.of(parity, n -> n % 2), n -> n + 5);
        async.get();
        tasks.remove().run();
        async.get();
        parity.set(4);
        GraphSnapshot same = Graph.snapshot(graph);
        parity.set(5);
        GraphSnapshot changed = Graph.snapshot(graph);
        parity.set(6);

        assertThat(same.get(async.state())).isEqualTo(ready(5));
        assertThat(changed.get(async.state())).isEqualTo(pending(5));
        assertThat(tasks).isEmpty();
        same.close();
        changed.close();
    }

    @Test
    void aTransactionThatIsUndoneDisturbsNothing() {
        node.get();
        Runnable first = tasks.remove();

        assertThatThrownBy(() -> Graph.transact(graph, () -> {
                    input.set(2);
                    assertThat(node.get()).isEqualTo(pending(null));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(tasks).isEmpty();
        first.run();

        assertThat(node.get()).isEqualTo(ready(60));
        assertThat(tasks).isEmpty();
    }

    @Test
    void effectsReadTheLatestStateWithoutStartingAgain() {
        List<AsyncResult<Integer>> seen = new ArrayList<>();
        Value<Integer> other = Value.of(graph, 0);
        Effect effect = Effect.of(graph, () -> {
            other.get();
            seen.add(node.get());
        });
        other.set(1);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        other.set(2);
        input.set(2);
        other.set(3);
        tasks.remove().run();

        assertThat(tasks).isEmpty();
        assertThat(seen)
                .containsExactly(
                        pending(null), pending(null), ready(60), ready(60), pending(60), pending(60), ready(30));
        effect.close();
        assertThat(node.get()).isEqualTo(ready(30));
        assertThat(tasks).isEmpty();
    }

    @Test
    void anExecutorThatThrowsAnythingMakesTheStateFailed() {
        AsyncDerived<Integer> broken = AsyncDerived.of(
                task -> {
                    throw new StackOverflowError("expected");
                },
                input,
                n -> n);

        broken.get();

        assertThat(broken.get().failure()).hasMessage("expected");
        assertThat(broken.get().status()).isEqualTo(AsyncStatus.FAILED);
    }
}
