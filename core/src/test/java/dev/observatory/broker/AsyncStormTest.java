package dev.observatory.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class AsyncStormTest {
    private static final int MESSAGES = 10_000;
    private final EventBroker broker = EventBroker.of("AsyncStormTest");
    private final List<Subscription> open = new ArrayList<>();
    private final ExecutorService broadcasters = Executors.newFixedThreadPool(3);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(broker);
        broadcasters.shutdownNow();
        workers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void eachMessageIsDeliveredDroppedOrQueuedAndOneRunsAtATime(OverflowPolicy policy) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AsyncSubscription subscription = broker.subscribeAsync(workers, 16, policy, message -> {
            if (running.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
            }
            received.incrementAndGet();
            running.decrementAndGet();
        });
        open.add(subscription);
        List<Future<?>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            tasks.add(broadcasters.submit(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    try {
                        broker.broadcast(i);
                    } catch (EventHookException full) {
                        refused.incrementAndGet();
                    }
                }
            }));
        }
        for (Future<?> task : tasks) {
            task.get();
        }

        assertThat(subscription.counts().sent()).isEqualTo(3L * MESSAGES);
        long droppedByPolicy = subscription.dropped();
        subscription.close();
        workers.shutdown();
        assertThat(workers.awaitTermination(30, SECONDS)).isTrue();

        assertThat(subscription.counts().sent()).isEqualTo(3L * MESSAGES);
        assertThat(subscription.queued()).isZero();
        assertThat(subscription.delivered()).isEqualTo(received.get());
        assertThat(overlaps).hasValue(0);
        assertThat(refused.get()).isEqualTo((int) (policy == OverflowPolicy.ERROR ? droppedByPolicy : 0));
    }

    @Test
    void noMessageIsLostOrReorderedWhenBroadcastersWait() throws Exception {
        Queue<Integer> received = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(MESSAGES);
        open.add(broker.subscribeAsync(workers, 2, OverflowPolicy.BLOCK, message -> {
            received.add((Integer) message);
            all.countDown();
        }));

        for (int i = 1; i <= MESSAGES; i++) {
            broker.broadcast(i);
        }

        assertThat(all.await(30, SECONDS)).isTrue();
        assertThat(List.copyOf(received)).hasSize(MESSAGES).isSorted();
    }
}
