package dev.observatory.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Broadcasters that would have to wait for themselves receive an exception; those that only have to be patient do not. */
@Timeout(60)
class CrosswiseBlockingTest {
    private final EventBroker orders = EventBroker.of("CrosswiseBlockingTestOrders");
    private final EventBroker mails = EventBroker.of("CrosswiseBlockingTestMails");
    private final EventBroker bills = EventBroker.of("CrosswiseBlockingTestBills");
    private final List<Subscription> open = new ArrayList<>();
    private final List<ExecutorService> executors = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger received = new AtomicInteger();

    @AfterEach
    void close() throws InterruptedException {
        open.forEach(Subscription::close);
        for (ExecutorService each : executors) {
            each.shutdownNow();
            assertThat(each.awaitTermination(30, SECONDS)).isTrue();
        }
        assertThat(LiveBrokers.brokers()).doesNotContain(orders, mails, bills);
    }

    private ExecutorService threads(int count) {
        ExecutorService made = Executors.newFixedThreadPool(count);
        executors.add(made);
        return made;
    }

    private void broadcast(EventBroker to, int count) {
        for (int i = 0; i < count; i++) {
            try {
                to.broadcast(i);
            } catch (EventHookException failed) {
                failures.add(failed.getCause());
            }
        }
    }

    private AsyncSubscription forward(EventBroker from, Executor executor, int capacity, EventBroker to, int count) {
        CountDownLatch none = new CountDownLatch(0);
        return forward(from, executor, capacity, to, count, none);
    }

    private AsyncSubscription forward(
            EventBroker from, Executor executor, int capacity, EventBroker to, int count, CountDownLatch start) {
        AsyncSubscription made = from.subscribeAsync(executor, capacity, OverflowPolicy.BLOCK, message -> {
            received.incrementAndGet();
            await(start);
            broadcast(to, count);
        });
        open.add(made);
        return made;
    }

    private static void await(CountDownLatch latch) {
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

    private void awaitFailure() {
        while (failures.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Nested
    class Waits {

        @Test
        void forItsOwnQueueAreRefused() {
            AsyncSubscription self = orders.subscribeAsync(threads(1), 1, OverflowPolicy.BLOCK, message -> {
                if (message.equals("start")) {
                    broadcast(orders, 2);
                }
            });
            open.add(self);

            orders.broadcast("start");
            awaitDelivered(self, 2);

            assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                    .isInstanceOf(OverflowException.class)
                    .hasMessageContaining(
                            "of topic [CrosswiseBlockingTestOrders] cannot wait for room in its own queue of [1]"));
            assertThat(self.counts()).isEqualTo(new DeliveryCounts(2, 1, 0));
        }

        @Test
        void forASubscriberThatNeedsTheSameThreadAreRefused() {
            ExecutorService one = threads(1);
            AsyncSubscription mail = mails.subscribeAsync(one, 2, OverflowPolicy.BLOCK, message -> {});
            open.add(mail);
            AsyncSubscription order = forward(orders, one, 2, mails, 5);

            orders.broadcast("order");
            awaitDelivered(mail, 2);

            assertThat(failures).hasSize(3).allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(OverflowException.class)
                    .hasMessageContaining("of topic [CrosswiseBlockingTestMails], whose executor has no other thread"));
            assertThat(mail.counts()).isEqualTo(new DeliveryCounts(2, 3, 0));
            assertThat(order.counts()).isEqualTo(new DeliveryCounts(1, 0, 0));
        }

        @Test
        void ofATaskOnTheThreadThatDeliversAreRefused() throws Exception {
            ExecutorService one = threads(1);
            AsyncSubscription mail = mails.subscribeAsync(one, 2, OverflowPolicy.BLOCK, message -> {});
            open.add(mail);
            mails.broadcast("first");
            awaitDelivered(mail, 1);

            one.submit(() -> broadcast(mails, 4)).get();

            assertThat(failures).hasSize(2).allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(OverflowException.class)
                    .hasMessageContaining("whose executor has no other thread"));
        }

        @Test
        void forEachOtherFromTwoThreadsAreRefusedToOne() {
            CyclicBarrier both = new CyclicBarrier(2);
            AsyncSubscription order = crosswise(orders, mails, both);
            AsyncSubscription mail = crosswise(mails, orders, both);

            orders.broadcast("start");
            mails.broadcast("start");
            awaitFailure();
            awaitDelivered(order, 3);
            awaitDelivered(mail, 3);

            assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(OverflowException.class)
                    .hasMessageContaining("whose thread waits for this one"));
            assertThat(order.dropped() + mail.dropped()).isEqualTo(failures.size());
            assertThat(order.counts().sent() + mail.counts().sent()).isEqualTo(8);
        }

        private AsyncSubscription crosswise(EventBroker from, EventBroker to, CyclicBarrier both) {
            AsyncSubscription made = from.subscribeAsync(threads(1), 2, OverflowPolicy.BLOCK, message -> {
                if (message.equals("start")) {
                    try {
                        both.await();
                    } catch (Exception interrupted) {
                        failures.add(interrupted);
                    }
                    broadcast(to, 3);
                }
            });
            open.add(made);
            return made;
        }

        @Test
        void inACircleOfThreeQueuesAreRefusedToOne() {
            CountDownLatch start = new CountDownLatch(1);
            List<AsyncSubscription> all = List.of(
                    forward(orders, threads(1), 1, mails, 2, start),
                    forward(mails, threads(1), 1, bills, 2, start),
                    forward(bills, threads(1), 1, orders, 2, start));

            for (EventBroker each : List.of(orders, mails, bills)) {
                each.broadcast("start");
            }
            while (received.get() < 3) {
                Thread.onSpinWait();
            }
            start.countDown();
            awaitFailure();

            assertThat(failures.peek()).isInstanceOf(OverflowException.class);
            all.forEach(AsyncSubscription::close);
        }

        @Test
        void acrossTwoExecutorsWithOneThreadEachAreRefused() {
            ExecutorService first = threads(1);
            ExecutorService second = threads(1);
            CountDownLatch start = new CountDownLatch(1);
            EventBroker idleFirst = EventBroker.of("CrosswiseBlockingTestFirst");
            EventBroker idleSecond = EventBroker.of("CrosswiseBlockingTestSecond");
            open.add(idleFirst.subscribeAsync(first, 1, OverflowPolicy.BLOCK, message -> {}));
            open.add(idleSecond.subscribeAsync(second, 1, OverflowPolicy.BLOCK, message -> {}));
            forward(orders, first, 1, idleSecond, 2, start);
            forward(mails, second, 1, idleFirst, 2, start);

            orders.broadcast("start");
            mails.broadcast("start");
            while (received.get() < 2) {
                Thread.onSpinWait();
            }
            start.countDown();
            awaitFailure();

            assertThat(failures.peek())
                    .isInstanceOf(OverflowException.class)
                    .hasMessageContaining("whose executor has no other thread");
        }

        @Test
        void ofTwoFlowSubscribersForEachOtherAreRefusedToOne() {
            CyclicBarrier both = new CyclicBarrier(2);
            orders.asPublisher(1, OverflowPolicy.BLOCK).subscribe(new Crosswise(mails, both));
            mails.asPublisher(1, OverflowPolicy.BLOCK).subscribe(new Crosswise(orders, both));
            ExecutorService threads = threads(2);

            threads.execute(() -> orders.broadcast("start"));
            threads.execute(() -> mails.broadcast("start"));
            awaitFailure();

            assertThat(failures.peek()).isInstanceOf(OverflowException.class);
        }

        private final class Crosswise implements Flow.Subscriber<Object> {
            private final EventBroker to;
            private final CyclicBarrier both;

            Crosswise(EventBroker to, CyclicBarrier both) {
                this.to = to;
                this.both = both;
            }

            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(Long.MAX_VALUE);
                Subscription cancelling = new Subscription() {
                    @Override
                    public void close() {
                        given.cancel();
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }
                };
                open.add(cancelling);
            }

            @Override
            public void onNext(Object message) {
                if (message.equals("start")) {
                    try {
                        both.await();
                    } catch (Exception interrupted) {
                        failures.add(interrupted);
                    }
                    broadcast(to, 3);
                }
            }

            @Override
            public void onError(Throwable failure) {
                failures.add(failure);
            }

            @Override
            public void onComplete() {}
        }
    }

    @Nested
    class Patience {

        @Test
        void isKeptWithASubscriberThatIsOnlySlow() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            ExecutorService pool = threads(2);
            AsyncSubscription mail = mails.subscribeAsync(pool, 1, OverflowPolicy.BLOCK, message -> await(release));
            open.add(mail);
            AsyncSubscription order = forward(orders, pool, 1, mails, 4);

            orders.broadcast("order");
            assertThat(release.await(2_500, MILLISECONDS)).isFalse();
            release.countDown();
            awaitDelivered(mail, 4);

            assertThat(failures).isEmpty();
            assertThat(order.dropped()).isZero();
        }

        @Test
        void isKeptWhenTwoSubscribersExchangeManyMessages() {
            int messages = 60_000;
            AsyncSubscription order = exchange(orders, mails, messages);
            AsyncSubscription mail = exchange(mails, orders, messages);

            for (int i = 0; i < 3; i++) {
                orders.broadcast(i);
            }
            while (failures.isEmpty() && order.delivered() + mail.delivered() < messages) {
                Thread.onSpinWait();
            }

            assertThat(failures).isEmpty();
        }

        /** Of three messages on their way, two are in delivery or one waits: each wait ends, but often looks crosswise. */
        private AsyncSubscription exchange(EventBroker from, EventBroker to, int messages) {
            AsyncSubscription made = from.subscribeAsync(Integer.class, threads(1), 1, OverflowPolicy.BLOCK, number -> {
                if (number + 3 < messages) {
                    try {
                        to.broadcast(number + 3);
                    } catch (EventHookException failed) {
                        failures.add(failed);
                    }
                }
            });
            open.add(made);
            return made;
        }

        @Test
        void isKeptByManyBroadcastersOfOneQueue() throws Exception {
            ExecutorService pool = threads(4);
            AsyncSubscription mail =
                    mails.subscribeAsync(threads(1), 1, OverflowPolicy.BLOCK, message -> received.incrementAndGet());
            open.add(mail);
            for (int i = 0; i < 4; i++) {
                pool.execute(() -> broadcast(mails, 5_000));
            }

            awaitDelivered(mail, 20_000);

            assertThat(failures).isEmpty();
            assertThat(mail.counts().dropped()).isZero();
        }
    }
}
