package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncSubscribersTest {
    private final EventBroker broker = EventBroker.of("AsyncSubscribersTest");
    private final List<Subscription> open = new ArrayList<>();
    private final List<Object> received = new ArrayList<>();
    private final ManualExecutor byHand = new ManualExecutor();

    /** An executor that runs its tasks only when the test calls it. */
    private static final class ManualExecutor implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        int run() {
            int count = 0;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                count++;
            }
            return count;
        }
    }

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(broker);
    }

    private AsyncSubscription subscribe(int capacity, OverflowPolicy policy) {
        AsyncSubscription subscription = broker.subscribeAsync(byHand, capacity, policy, received::add);
        open.add(subscription);
        return subscription;
    }

    private void broadcast(int from, int to) {
        for (int i = from; i <= to; i++) {
            broker.broadcast(i);
        }
    }

    private static void assertCounts(AsyncSubscription subscription, long delivered, long dropped, long queued) {
        assertThat(subscription.counts()).isEqualTo(new DeliveryCounts(delivered, dropped, queued));
        assertThat(subscription.delivered()).isEqualTo(delivered);
        assertThat(subscription.dropped()).isEqualTo(dropped);
        assertThat(subscription.queued()).isEqualTo(queued);
    }

    @Nested
    class WithRoomInTheQueue {

        @Test
        void messagesAreDeliveredInOrderOnTheExecutor() {
            AsyncSubscription subscription = subscribe(3, OverflowPolicy.ERROR);

            broadcast(1, 3);
            assertThat(received).isEmpty();
            assertCounts(subscription, 0, 0, 3);
            assertThat(byHand.run()).isEqualTo(1);

            assertThat(received).containsExactly(1, 2, 3);
            assertCounts(subscription, 3, 0, 0);
        }

        @Test
        void subscribersThatShareAThreadAlternate() {
            List<String> turns = new ArrayList<>();
            open.add(broker.subscribeAsync(byHand, 200, OverflowPolicy.ERROR, message -> turns.add("a")));
            open.add(broker.subscribeAsync(byHand, 200, OverflowPolicy.ERROR, message -> turns.add("b")));

            broadcast(1, 130);

            assertThat(byHand.run()).isEqualTo(6);
            assertThat(turns).hasSize(260);
            assertThat(turns.subList(0, 64)).containsOnly("a");
            assertThat(turns.subList(64, 128)).containsOnly("b");
            assertThat(turns.subList(128, 192)).containsOnly("a");
        }

        @Test
        void anExceptionIsReportedAndTheNextMessageIsDelivered() {
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            Consumer<Object> failing = message -> {
                received.add(message);
                throw new IllegalStateException("no " + message);
            };
            open.add(ObserverErrors.reported().connect(reported::add));
            open.add(broker.subscribeAsync(byHand, 2, OverflowPolicy.ERROR, failing));

            broadcast(1, 2);
            byHand.run();

            assertThat(received).containsExactly(1, 2);
            assertThat(reported)
                    .filteredOn(failure -> failure.hook().equals("AsyncSubscribersTest"))
                    .extracting(failure -> failure.exception().getMessage())
                    .containsExactly("no 1", "no 2");
            assertThat(reported.peek().observer()).startsWith(failing.getClass().getTypeName());
        }

        @Test
        void anExecutorThatRunsTasksInlineDoesNotOverflowTheStack() {
            AtomicInteger left = new AtomicInteger(200_000);
            AsyncSubscription subscription = broker.subscribeAsync(Runnable::run, 2, OverflowPolicy.ERROR, message -> {
                int copies = message.equals("first") ? 2 : 1;
                for (int i = 0; i < copies && left.getAndDecrement() > 0; i++) {
                    broker.broadcast("next");
                }
            });
            open.add(subscription);

            broker.broadcast("first");

            assertCounts(subscription, 200_001, 0, 0);
        }
    }

    @Nested
    class WithAFullQueue {

        @Test
        void dropOldestDropsTheOldestMessage() {
            AsyncSubscription subscription = subscribe(2, OverflowPolicy.DROP_OLDEST);

            broadcast(1, 5);
            assertCounts(subscription, 0, 3, 2);
            byHand.run();

            assertThat(received).containsExactly(4, 5);
        }

        @Test
        void dropNewestKeepsTheQueuedMessages() {
            AsyncSubscription subscription = subscribe(2, OverflowPolicy.DROP_NEWEST);

            broadcast(1, 5);
            assertCounts(subscription, 0, 3, 2);
            byHand.run();

            assertThat(received).containsExactly(1, 2);
        }

        @Test
        void latestKeepsOneMessageRegardlessOfTheCapacity() {
            AsyncSubscription subscription = subscribe(10, OverflowPolicy.LATEST);

            broadcast(1, 5);
            assertCounts(subscription, 0, 4, 1);
            byHand.run();

            assertThat(received).containsExactly(5);
        }

        @Test
        void errorThrowsToTheBroadcasterAndReachesAllOtherSubscribers() {
            Consumer<Object> slow = received::add;
            AsyncSubscription subscription = broker.subscribeAsync(byHand, 1, OverflowPolicy.ERROR, slow);
            open.add(subscription);
            List<Object> others = new ArrayList<>();
            open.add(broker.subscribe(others::add));
            broker.broadcast(1);

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> broker.broadcast(2))
                    .havingCause()
                    .isInstanceOf(OverflowException.class)
                    .withMessage("Subscriber [" + slow.getClass().getTypeName() + "@"
                            + Integer.toHexString(System.identityHashCode(slow))
                            + "] of topic [AsyncSubscribersTest] has no room in its queue of [1];"
                            + " the message was dropped, choose a larger capacity or another OverflowPolicy");
            assertThat(others).containsExactly(1, 2);
            assertCounts(subscription, 0, 1, 1);
        }
    }

    @Nested
    class Closing {

        @Test
        void dropsTheQueuedMessages() {
            AsyncSubscription subscription = subscribe(5, OverflowPolicy.ERROR);
            broadcast(1, 3);

            subscription.close();
            subscription.close();
            broadcast(4, 5);
            byHand.run();

            assertThat(received).isEmpty();
            assertThat(subscription.isOpen()).isFalse();
            assertCounts(subscription, 0, 3, 0);
        }

        @Test
        void byTheSubscriberItselfEndsItsTurn() {
            List<AsyncSubscription> self = new ArrayList<>();
            self.add(broker.subscribeAsync(byHand, 5, OverflowPolicy.ERROR, message -> {
                received.add(message);
                self.get(0).close();
            }));

            broadcast(1, 3);
            byHand.run();

            assertThat(received).containsExactly(1);
            assertCounts(self.get(0), 1, 2, 0);
        }
    }

    @Nested
    class WithAnExecutorThatRejectsTasks {

        @Test
        void queuedMessagesAreDroppedAndTheRejectionIsReported() {
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            open.add(ObserverErrors.reported().connect(reported::add));
            RejectedExecutionException refusal = new RejectedExecutionException("shut down");
            boolean[] refuses = {true};
            AsyncSubscription subscription = broker.subscribeAsync(
                    task -> {
                        if (refuses[0]) {
                            throw refusal;
                        }
                        task.run();
                    },
                    1,
                    OverflowPolicy.BLOCK,
                    received::add);
            open.add(subscription);

            broadcast(1, 2);
            refuses[0] = false;
            broker.broadcast(3);

            assertThat(received).containsExactly(3);
            assertCounts(subscription, 1, 2, 0);
            assertThat(reported)
                    .filteredOn(failure -> failure.hook().equals("AsyncSubscribersTest"))
                    .extracting(ObserverFailure::exception)
                    .containsExactly(refusal, refusal);
        }
    }

    @Nested
    class WithASelection {

        @Test
        void ofATypeOnlyItsMessagesAreQueued() {
            AsyncSubscription subscription =
                    broker.subscribeAsync(int.class, byHand, 2, OverflowPolicy.ERROR, received::add);
            open.add(subscription);

            broker.broadcast("text");
            broadcast(1, 2);
            broker.broadcast("more text");
            byHand.run();

            assertThat(received).containsExactly(1, 2);
            assertCounts(subscription, 2, 0, 0);
        }

        @Test
        void ofAPatternOnlyItsMessagesAreQueued() {
            AsyncSubscription subscription =
                    broker.subscribeAsync("*.final", byHand, 2, OverflowPolicy.ERROR, received::add);
            open.add(subscription);

            broker.child("chess").broadcast("move");
            broker.child("chess").child("final").broadcast("draw");
            byHand.run();
            subscription.close();
            broker.child("chess").child("final").broadcast("closed");

            assertThat(received).containsExactly("draw");
            assertCounts(subscription, 1, 0, 0);
        }

        @Test
        void eachCallMakesASeparateSubscription() {
            Consumer<Object> subscriber = received::add;
            open.add(broker.subscribeAsync(Object.class, byHand, 1, OverflowPolicy.ERROR, subscriber));
            open.add(broker.subscribeAsync(Object.class, byHand, 1, OverflowPolicy.ERROR, subscriber));

            broker.broadcast("x");
            byHand.run();

            assertThat(received).containsExactly("x", "x");
        }

        @Test
        void badInputSubscribesNothing() {
            assertThatNullPointerException()
                    .isThrownBy(() ->
                            broker.subscribeAsync((Class<Object>) null, byHand, 1, OverflowPolicy.BLOCK, received::add))
                    .withMessage("type");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribeAsync(">.x", byHand, 1, OverflowPolicy.BLOCK, received::add))
                    .withMessageStartingWith("Pattern [>.x] has [>] at position [1]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribeAsync("*", byHand, 0, OverflowPolicy.BLOCK, received::add))
                    .withMessageStartingWith("Capacity [0] must be at least 1");

            assertThat(LiveBrokers.brokers()).doesNotContain(broker);
        }
    }

    @Nested
    class WithAnExecutorThatMisbehaves {

        @Test
        void aTurnThatIsRunTwiceDeliversOnce() {
            AsyncSubscription subscription = broker.subscribeAsync(
                    task -> {
                        byHand.execute(task);
                        byHand.execute(task);
                    },
                    200,
                    OverflowPolicy.ERROR,
                    received::add);
            open.add(subscription);

            broadcast(1, 130);
            byHand.run();
            broadcast(131, 132);
            byHand.run();

            assertThat(received).hasSize(132).doesNotHaveDuplicates();
            assertCounts(subscription, 132, 0, 0);
        }

        @Test
        void aTaskThatWasRunAlthoughItWasRefusedLosesNothing() {
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            open.add(ObserverErrors.reported().connect(reported::add));
            AsyncSubscription subscription = broker.subscribeAsync(
                    task -> {
                        task.run();
                        throw new RejectedExecutionException("and yet it ran");
                    },
                    2,
                    OverflowPolicy.ERROR,
                    received::add);
            open.add(subscription);

            broadcast(1, 3);

            assertThat(received).containsExactly(1, 2, 3);
            assertCounts(subscription, 3, 0, 0);
            assertThat(reported).hasSize(3);
        }

        @Test
        void aTaskThatWasRefusedButIsRunLaterDeliversNothingTwice() {
            AsyncSubscription subscription = broker.subscribeAsync(
                    task -> {
                        byHand.execute(task);
                        throw new RejectedExecutionException("and yet it is kept");
                    },
                    2,
                    OverflowPolicy.ERROR,
                    received::add);
            open.add(subscription);

            broadcast(1, 3);
            byHand.run();

            assertThat(received).isEmpty();
            assertCounts(subscription, 0, 3, 0);
        }

        @Test
        void aTaskThatWasDiscardedIsSubmittedAgainByLaterMessages() throws Exception {
            List<Runnable> discarded = new ArrayList<>();
            AsyncSubscription subscription = broker.subscribeAsync(
                    task -> {
                        if (discarded.isEmpty()) {
                            discarded.add(task);
                        } else {
                            byHand.execute(task);
                        }
                    },
                    8,
                    OverflowPolicy.DROP_NEWEST,
                    received::add);
            open.add(subscription);
            long overdue = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);

            for (int i = 1; byHand.run() == 0; i++) {
                assertThat(System.nanoTime()).isLessThan(overdue);
                broker.broadcast(i);
                Thread.onSpinWait();
            }
            discarded.get(0).run();

            assertThat(received).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Nested
    class BadInput {

        @Test
        void subscribesNothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> subscribe(0, OverflowPolicy.BLOCK))
                    .withMessage("Capacity [0] must be at least 1; pass the number of messages that may wait for the"
                            + " subscriber");
            assertThatNullPointerException()
                    .isThrownBy(() -> broker.subscribeAsync(null, 1, OverflowPolicy.BLOCK, received::add))
                    .withMessage("executor");
            assertThatNullPointerException()
                    .isThrownBy(() -> subscribe(1, null))
                    .withMessage("policy");
            assertThatNullPointerException()
                    .isThrownBy(() -> broker.subscribeAsync(byHand, 1, OverflowPolicy.BLOCK, null))
                    .withMessage("subscriber");

            assertThat(broker.broadcastSent().isObserved()).isFalse();
        }
    }
}
