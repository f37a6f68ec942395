package dev.observatory.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncBlockingTest {
    private final EventBroker broker = EventBroker.of("AsyncBlockingTest");
    private final List<Subscription> open = new ArrayList<>();
    private final List<Object> received = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private AsyncSubscription subscription;
    private final CountDownLatch started = new CountDownLatch(1);
    private Thread broadcaster;

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(broker);
        release.countDown();
        threads.shutdownNow();
    }

    private Future<?> broadcastIntoTheFullQueue() throws Exception {
        subscription = broker.subscribeAsync(threads, 1, OverflowPolicy.BLOCK, message -> {
            entered.countDown();
            awaitUninterrupted(release);
            synchronized (received) {
                received.add(message);
            }
        });
        open.add(subscription);
        broker.broadcast(1);
        assertThat(entered.await(30, SECONDS)).isTrue();
        broker.broadcast(2);
        Future<?> third = threads.submit(() -> {
            broadcaster = Thread.currentThread();
            started.countDown();
            broker.broadcast(3);
        });
        assertThat(started.await(30, SECONDS)).isTrue();
        while (broadcaster.getState() != Thread.State.TIMED_WAITING) {
            assertThat(third.isDone()).isFalse();
            Thread.onSpinWait();
        }
        assertCounts(subscription, 1, 0, 1);
        return third;
    }

    @Test
    void theBroadcasterWaitsForRoom() throws Exception {
        Future<?> third = broadcastIntoTheFullQueue();

        release.countDown();
        third.get(30, SECONDS);
        awaitDelivered(subscription, 3);
        subscription.close();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
        assertThat(received).containsExactly(1, 2, 3);
        assertCounts(subscription, 3, 0, 0);
    }

    @Test
    void closingReleasesTheBroadcasterAndCountsItsMessageAsDropped() throws Exception {
        Future<?> third = broadcastIntoTheFullQueue();

        subscription.close();
        third.get(30, SECONDS);

        assertCounts(subscription, 1, 2, 0);
    }

    @Test
    void interruptingTheBroadcasterDropsItsMessageAndThrows() throws Exception {
        Future<?> third = broadcastIntoTheFullQueue();

        broadcaster.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> third.get(30, SECONDS))
                .havingCause()
                .isInstanceOf(EventHookException.class)
                .havingCause()
                .isInstanceOf(OverflowException.class)
                .withMessageStartingWith("Interrupted while waiting for room in the queue of [1] of subscriber [")
                .withMessageEndingWith("] of topic [AsyncBlockingTest]; the message was dropped");
        assertCounts(subscription, 1, 1, 1);
    }

    private static void assertCounts(AsyncSubscription subscription, long delivered, long dropped, long queued) {
        assertThat(subscription.counts()).isEqualTo(new DeliveryCounts(delivered, dropped, queued));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitDelivered(AsyncSubscription subscription, long count) {
        while (subscription.delivered() < count) {
            Thread.onSpinWait();
        }
    }
}
