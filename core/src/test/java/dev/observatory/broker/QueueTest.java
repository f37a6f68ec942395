package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final List<Object> delivered = new ArrayList<>();
    private final List<Subscription> open = new ArrayList<>();
    private final EventBroker parent = EventBroker.of("QueueTest");
    private final EventBroker broker = parent.child("queue");

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        broker.broadcastQueue();
        assertThat(LiveBrokers.brokers()).doesNotContain(broker, parent);
    }

    @Test
    void queuedMessagesAreBroadcastByTheDrainInOrder() {
        open.add(parent.subscribe(delivered::add));
        broker.queueUp(1);
        broker.queueUp(2);
        assertThat(delivered).isEmpty();

        assertThat(broker.broadcastQueue()).isEqualTo(2);
        assertThat(broker.broadcastQueue()).isZero();

        assertThat(delivered).containsExactly(1, 2);
    }

    @Test
    void messagesQueuedDuringADrainAreBroadcastLastInTheSameDrain() {
        open.add(broker.subscribe(message -> {
            delivered.add(message);
            if (message.equals("first")) {
                broker.queueUp("queued during the drain");
            }
        }));
        broker.queueUp("first");
        broker.queueUp("second");

        assertThat(broker.broadcastQueue()).isEqualTo(3);

        assertThat(delivered).containsExactly("first", "second", "queued during the drain");
    }

    @Nested
    class Failures {

        @Test
        void aFailingSubscriberStopsNeitherItsMessageNorTheNext() {
            open.add(broker.subscribe(message -> {
                throw new IllegalStateException("no " + message);
            }));
            open.add(parent.subscribe(delivered::add));
            broker.queueUp(1);
            broker.queueUp(2);
            broker.queueUp(3);

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(broker::broadcastQueue)
                    .satisfies(failure -> assertThat(failure.getCause()).hasMessage("no 1"))
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("no 2", "no 3"));
            assertThat(delivered).containsExactly(1, 2, 3);
        }

        @Test
        void afterAVirtualMachineErrorTheRestStaysQueued() {
            open.add(broker.subscribe(message -> {
                delivered.add(message);
                if (message.equals(1)) {
                    throw new StackOverflowError("deep");
                }
            }));
            broker.queueUp(1);
            broker.queueUp(2);

            assertThatExceptionOfType(StackOverflowError.class).isThrownBy(broker::broadcastQueue);
            assertThat(broker.broadcastQueue()).isEqualTo(1);

            assertThat(delivered).containsExactly(1, 2);
        }
    }

    @Nested
    class Storms {
        private static final int MESSAGES = 20_000;
        private final ExecutorService threads = Executors.newFixedThreadPool(4);

        @AfterEach
        void stopThreads() {
            threads.shutdownNow();
        }

        @Test
        void eachMessageIsBroadcastOnceWhenManyThreadsDrain() throws Exception {
            Queue<Object> received = new ConcurrentLinkedQueue<>();
            open.add(parent.subscribe(received::add));

            int drained = runTogether(
                    () -> queueUp(0), () -> queueUp(MESSAGES), this::drainUntilQueued, this::drainUntilQueued);
            int rest = broker.broadcastQueue();

            assertThat(drained + rest).isEqualTo(2 * MESSAGES);
            assertThat(received)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 2 * MESSAGES).boxed().toList());
        }

        @Test
        void aDrainKeepsTheOrderInWhichAThreadQueuedItsMessages() throws Exception {
            Queue<Integer> received = new ConcurrentLinkedQueue<>();
            open.add(parent.subscribe(Integer.class, received::add));

            runTogether(() -> queueUp(0), () -> queueUp(MESSAGES), this::drainUntilQueued);
            broker.broadcastQueue();

            assertThat(received.stream().filter(i -> i < MESSAGES))
                    .hasSize(MESSAGES)
                    .isSorted();
            assertThat(received.stream().filter(i -> i >= MESSAGES))
                    .hasSize(MESSAGES)
                    .isSorted();
        }

        private int queueUp(int from) {
            for (int i = from; i < from + MESSAGES; i++) {
                broker.queueUp(i);
            }
            return 0;
        }

        private int drainUntilQueued() {
            int count = 0;
            for (int i = 0; i < MESSAGES; i++) {
                count += broker.broadcastQueue();
            }
            return count;
        }

        @SafeVarargs
        private int runTogether(Callable<Integer>... tasks) throws Exception {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> running = new ArrayList<>();
            for (Callable<Integer> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            int sum = 0;
            for (Future<Integer> task : running) {
                sum += task.get();
            }
            return sum;
        }
    }
}
