package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.runtime.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookStormTest {
    private static final int ROUNDS = 20_000;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aPermanentObserverReceivesEachEmissionWhileOthersAreConnectedAndClosed() throws Exception {
        EventHook<Integer> hook = new EventHook<>("storm");
        LongAdder received = new LongAdder();
        hook.connect(value -> received.increment());

        runTogether(() -> emit(hook), () -> emit(hook), () -> connectAndClose(hook), () -> connectAndClose(hook));

        assertThat(received.sum()).isEqualTo(2L * ROUNDS);
        assertThat(hook.observers()).hasSize(1);
    }

    @Test
    void anEmissionNeverCallsAnObserverClosedBeforeItStarted() throws Exception {
        EventHook<Integer> hook = new EventHook<>("storm");
        LongAdder late = new LongAdder();

        runTogether(() -> connectAndClose(hook), () -> connectAndClose(hook), () -> {
            for (int i = 0; i < ROUNDS; i++) {
                AtomicBoolean closed = new AtomicBoolean();
                Subscription subscription = hook.connect(value -> {
                    if (closed.get()) {
                        late.increment();
                    }
                });
                subscription.close();
                closed.set(true);
                hook.emit(i);
            }
        });

        assertThat(late.sum()).isZero();
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void anObserverIsNeverCalledAfterItsClosingIsVisible() throws Exception {
        EventHook<Integer> hook = new EventHook<>("storm");
        CyclicBarrier together = new CyclicBarrier(3);
        AtomicReference<Subscription> doomed = new AtomicReference<>();
        LongAdder late = new LongAdder();
        AtomicBoolean known = new AtomicBoolean();
        hook.connect(value -> known.set(!doomed.get().isOpen()));
        Runnable closer = () -> {
            for (int i = 0; i < ROUNDS / 4; i++) {
                await(together);
                doomed.get().close();
                await(together);
            }
        };

        runTogether(closer, closer, () -> {
            for (int i = 0; i < ROUNDS / 4; i++) {
                doomed.set(hook.connect(value -> {
                    if (known.get()) {
                        late.increment();
                    }
                }));
                hook.emit(i);
                await(together);
                while (doomed.get().isOpen()) {
                    hook.emit(i);
                }
                hook.emit(i);
                await(together);
            }
        });

        assertThat(late.sum()).isZero();
        assertThat(hook.observers()).hasSize(1);
    }

    @Test
    void demandReportsThePresentStateLast() throws Exception {
        List<Demand> holder = new ArrayList<>();
        EventHook<Integer> hook = new EventHook<>(
                HookOptions.named("storm").onDemand(() -> holder.get(0).notifyListeners()));
        Demand demand = new Demand(hook::isObserved);
        holder.add(demand);
        AtomicBoolean observed = new AtomicBoolean();
        Consumer<Boolean> listener = observed::set;
        demand.addListener(listener);

        for (int round = 0; round < 50; round++) {
            runTogether(() -> connectAndClose(hook, 200), () -> connectAndClose(hook, 200));
            assertThat(observed).isFalse();

            Subscription last = hook.connect(value -> {});
            assertThat(observed).isTrue();
            last.close();
        }
    }

    private void runTogether(Runnable... tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(() -> {
                start.await();
                task.run();
                return null;
            }));
        }
        start.countDown();
        for (Future<?> task : running) {
            task.get();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void emit(EventHook<Integer> hook) {
        for (int i = 0; i < ROUNDS; i++) {
            hook.emit(i);
        }
    }

    private static void connectAndClose(EventHook<Integer> hook) {
        connectAndClose(hook, ROUNDS);
    }

    private static void connectAndClose(EventHook<Integer> hook, int rounds) {
        for (int i = 0; i < rounds; i++) {
            hook.connect(value -> {}).close();
        }
    }
}
