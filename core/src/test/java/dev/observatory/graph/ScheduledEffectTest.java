package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.Together;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Effects and observers that run on an executor, step by step: most tests are the executor. */
class ScheduledEffectTest {
    private final Graph graph = Graph.create();
    private final Value<Integer> value = Value.of(graph, 0);
    private final Derived<Integer> half = Derived.of(value, n -> n / 2);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> seen = new ArrayList<>();

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void allRunsAreSubmitted() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen.add(value.get()));
        assertThat(seen).isEmpty();

        runAll();
        value.set(1);
        assertThat(seen).containsExactly(0);
        runAll();

        assertThat(seen).containsExactly(0, 1);
        effect.close();
    }

    @Test
    void changesBeforeARunLeadToOneRun() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen.add(value.get()));
        runAll();

        value.set(1);
        value.set(2);
        value.set(3);
        runAll();

        assertThat(seen).containsExactly(0, 3);
        effect.close();
    }

    @Test
    void nothingIsSubmittedWithoutAChange() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen.add(half.get()));
        runAll();

        value.set(1);

        assertThat(tasks).isEmpty();
        effect.close();
    }

    @Test
    void aChangeDuringARunLeadsToOneMore() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> {
            seen.add(value.get());
            if (value.get() == 1) {
                value.set(2);
                value.set(3);
                runAll();
            }
        });
        runAll();

        value.set(1);
        runAll();

        assertThat(seen).containsExactly(0, 1, 3);
        effect.close();
    }

    @Test
    void noRunBeginsAfterClose() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen.add(value.get()));
        runAll();
        value.set(1);

        effect.close();
        runAll();

        assertThat(seen).containsExactly(0);
        assertThat(value.subs).isNull();
    }

    @Test
    void aRejectedRunIsReportedAndTheNextChangeIsSubmitted() {
        boolean[] rejecting = {false};
        Effect effect = Effect.on(task -> {
                    if (rejecting[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    tasks.add(task);
                })
                .of(graph, () -> seen.add(value.get()));
        runAll();
        try (Subscription reports = ObserverErrors.reported()
                .connect(failure -> seen.add(failure.exception().getMessage()))) {
            rejecting[0] = true;
            value.set(1);
            rejecting[0] = false;
            value.set(2);
            runAll();

            assertThat(reports.isOpen()).isTrue();
        }
        assertThat(seen).containsExactly(0, "full", 2);
        effect.close();
    }

    @Test
    void aRunThatTheExecutorLosesDoesNotStopTheEffect() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen.add(half.get()));
        runAll();

        value.set(2);
        tasks.clear();
        value.set(4);
        runAll();

        assertThat(seen).containsExactly(0, 2);
        effect.close();
    }

    @Test
    void aBatchIsSeenWhenItIsComplete() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen.add(value.get()));
        runAll();

        Graph.batch(graph, () -> {
            value.set(1);
            runAll();
            value.set(2);
        });
        runAll();

        assertThat(seen).containsExactly(0, 2);
        effect.close();
    }

    @Test
    void anEffectThatTriggersItselfEndlesslyIsStopped() {
        assertThatThrownBy(() -> Effect.on(Runnable::run).of(graph, () -> value.set(value.get() + 1)))
                .isInstanceOf(CycleException.class);

        assertThat(value.subs).as("the effect, which nobody could close").isNull();
    }

    @Test
    void belongsToTheEffectThatCreatesIt() {
        Value<Integer> outer = Value.of(graph, 0);
        Effect effect = Effect.of(graph, () -> {
            int now = outer.get();
            Effect.on(tasks::add).of(graph, () -> seen.add(now + "/" + value.get()));
        });
        runAll();

        outer.set(1);
        value.set(1);
        runAll();

        assertThat(seen).containsExactly("0/0", "1/1");
        effect.close();
    }

    @Test
    void cleanupsRunBeforeTheNextRunAndOnClose() {
        Effect effect = Effect.on(tasks::add).of(graph, self -> {
            int now = value.get();
            seen.add("run " + now);
            self.onCleanup(() -> seen.add("clean " + now));
        });
        runAll();
        value.set(1);
        runAll();
        effect.close();

        assertThat(seen).containsExactly("run 0", "clean 0", "run 1", "clean 1");
    }

    @Test
    void observersRunOnAnExecutorOfTheirOwn() {
        value.updated().with().on(tasks::add).connect(change -> seen.add(change.newValue() + " reads " + value.get()));

        value.set(1);
        value.set(2);
        runAll();

        assertThat(seen).containsExactly("1 reads 2", "2 reads 2");
    }

    @Test
    void runsNeverOverlapAndTheLastOneSeesTheLastValue() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        AtomicBoolean running = new AtomicBoolean();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger last = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Effect effect = Effect.on(pool).of(graph, () -> {
            if (!running.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            last.set(value.get());
            running.set(false);
            if (last.get() == -1) {
                done.countDown();
            }
        });
        Together.Task write = () -> {
            for (int i = 1; i <= 2_000; i++) {
                value.set(i);
            }
        };
        Together.run(write, write);
        value.set(-1);

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        effect.close();
    }
}
