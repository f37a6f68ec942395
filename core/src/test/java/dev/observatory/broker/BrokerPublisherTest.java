package dev.observatory.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.Garbage;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerPublisherTest {
    private final EventBroker broker = EventBroker.of("BrokerPublisherTest");
    private final Recorder recorder = new Recorder();

    /** Records the signals and requests nothing by itself. */
    private static class Recorder implements Flow.Subscriber<Object> {
        final List<Object> signals = new ArrayList<>();
        Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            signals.add("subscribed");
            subscription = given;
        }

        @Override
        public void onNext(Object message) {
            signals.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure);
        }

        @Override
        public void onComplete() {
            signals.add("completed");
        }
    }

    @AfterEach
    void cancel() {
        if (recorder.subscription != null) {
            recorder.subscription.cancel();
        }
        assertThat(broker.broadcastSent().isObserved()).isFalse();
        assertThat(LiveBrokers.brokers()).doesNotContain(broker);
    }

    @Nested
    class Demand {

        @Test
        void onlyRequestedMessagesAreSignalled() {
            broker.asPublisher().subscribe(recorder);
            broker.broadcast(1);
            broker.child("below").broadcast(2);
            broker.broadcast(3);
            assertThat(recorder.signals).containsExactly("subscribed");

            recorder.subscription.request(2);
            assertThat(recorder.signals).containsExactly("subscribed", 1, 2);
            recorder.subscription.request(1);
            recorder.subscription.request(1);
            broker.broadcast(4);
            broker.broadcast(5);

            assertThat(recorder.signals).containsExactly("subscribed", 1, 2, 3, 4);
        }

        @Test
        void demandAccumulatesAndNeverOverflows() {
            broker.asPublisher().subscribe(recorder);
            recorder.subscription.request(Long.MAX_VALUE);
            recorder.subscription.request(Long.MAX_VALUE);

            broker.broadcast(1);
            broker.broadcast(2);

            assertThat(recorder.signals).containsExactly("subscribed", 1, 2);
        }

        @Test
        void aRequestOfLessThanOneFailsTheStream() {
            broker.asPublisher().subscribe(recorder);

            recorder.subscription.request(0);
            recorder.subscription.request(-1);
            broker.broadcast(1);

            assertThat(recorder.signals).hasSize(2);
            assertThat((Throwable) recorder.signals.get(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Request of [0] messages must be at least 1 (Reactive Streams rule 3.9)");
        }

        @Test
        void aRequestFromInsideASignalDoesNotRecurse() {
            AtomicInteger depth = new AtomicInteger();
            AtomicInteger deepest = new AtomicInteger();
            Recorder asking = new Recorder() {
                @Override
                public void onNext(Object message) {
                    deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
                    super.onNext(message);
                    subscription.request(1);
                    depth.decrementAndGet();
                }
            };
            broker.asPublisher(1_000, OverflowPolicy.ERROR).subscribe(asking);
            for (int i = 0; i < 1_000; i++) {
                broker.broadcast(i);
            }

            asking.subscription.request(1);
            asking.subscription.cancel();

            assertThat(asking.signals).hasSize(1_001);
            assertThat(deepest).hasValue(1);
        }

        @Test
        void messagesBroadcastDuringSubscribeAreSignalledAfterOnSubscribe() {
            Recorder eager = new Recorder() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    given.request(10);
                    broker.broadcast("during onSubscribe");
                    super.onSubscribe(given);
                }
            };

            broker.asPublisher().subscribe(eager);
            eager.subscription.cancel();

            assertThat(eager.signals).containsExactly("subscribed", "during onSubscribe");
        }
    }

    @Nested
    class Cancelling {

        @Test
        void endsTheSignalsAndReleasesTheSubscriber() {
            broker.asPublisher().subscribe(recorder);
            broker.broadcast(1);

            recorder.subscription.cancel();
            recorder.subscription.cancel();
            recorder.subscription.request(5);
            recorder.subscription.request(0);
            broker.broadcast(2);

            assertThat(recorder.signals).containsExactly("subscribed");
            assertThat(broker.broadcastSent().observers()).isEmpty();
        }

        @Test
        void fromInsideASignalEndsTheSignalsAtOnce() {
            Recorder once = new Recorder() {
                @Override
                public void onNext(Object message) {
                    super.onNext(message);
                    subscription.cancel();
                }
            };
            broker.asPublisher().subscribe(once);
            broker.broadcast(1);
            broker.broadcast(2);

            once.subscription.request(5);

            assertThat(once.signals).containsExactly("subscribed", 1);
        }

        @Test
        void anAbandonedSubscriberCanBeCollected() {
            BrokerPublisher publisher = broker.asPublisher();
            Garbage.Watch subscriber = subscribeAndCancel(publisher);

            subscriber.await();

            assertThat(publisher.dropped()).isZero();
        }

        private Garbage.Watch subscribeAndCancel(BrokerPublisher publisher) {
            Recorder abandoned = new Recorder();
            publisher.subscribe(abandoned);
            broker.broadcast(1);
            abandoned.subscription.cancel();
            return Garbage.watch(abandoned);
        }
    }

    @Nested
    class Overflow {

        @Test
        void failsTheStreamByDefault() {
            broker.asPublisher().subscribe(recorder);
            recorder.subscription.request(1);
            List<Object> others = new ArrayList<>();
            try (Subscription other = broker.subscribe(others::add)) {
                assertThat(other.isOpen()).isTrue();
                for (int i = 0; i < Flow.defaultBufferSize() + 2; i++) {
                    broker.broadcast(i);
                }
            }

            assertThat(others).hasSize(Flow.defaultBufferSize() + 2);
            assertThat(recorder.signals).hasSize(3).startsWith("subscribed", 0);
            assertThat((Throwable) recorder.signals.get(2))
                    .isInstanceOf(OverflowException.class)
                    .hasMessageContaining("of topic [BrokerPublisherTest] has no room in its queue of [256]");
        }

        @Test
        void isCountedWhenThePolicyDropsMessages() {
            BrokerPublisher oldest = broker.asPublisher(2, OverflowPolicy.DROP_OLDEST);
            BrokerPublisher newest = broker.asPublisher(2, OverflowPolicy.DROP_NEWEST);
            Recorder second = new Recorder();
            oldest.subscribe(recorder);
            newest.subscribe(second);

            for (int i = 1; i <= 5; i++) {
                broker.broadcast(i);
            }
            recorder.subscription.request(5);
            second.subscription.request(5);
            second.subscription.cancel();

            assertThat(recorder.signals).containsExactly("subscribed", 4, 5);
            assertThat(second.signals).containsExactly("subscribed", 1, 2);
            assertThat(oldest.dropped()).isEqualTo(3);
            assertThat(newest.dropped()).isEqualTo(3);
        }
    }

    @Nested
    class BadSubscribers {

        @Test
        void nullIsRejected() {
            assertThatNullPointerException()
                    .isThrownBy(() -> broker.asPublisher().subscribe(null))
                    .withMessage("subscriber");
            assertThatNullPointerException()
                    .isThrownBy(() -> broker.asPublisher(1, null))
                    .withMessage("policy");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.asPublisher(0, OverflowPolicy.ERROR))
                    .withMessage("Capacity [0] must be at least 1; pass the number of messages that may wait for the"
                            + " subscriber");
        }

        @Test
        void areCancelledAndReportedWhenTheyThrow() {
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            IllegalStateException thrown = new IllegalStateException("subscriber");
            Recorder failing = new Recorder() {
                @Override
                public void onNext(Object message) {
                    super.onNext(message);
                    throw thrown;
                }
            };
            broker.asPublisher().subscribe(failing);
            failing.subscription.request(5);

            try (Subscription reports = ObserverErrors.reported().connect(reported::add)) {
                assertThat(reports.isOpen()).isTrue();
                broker.broadcast(1);
                broker.broadcast(2);
            }

            assertThat(failing.signals).containsExactly("subscribed", 1);
            assertThat(reported).extracting(ObserverFailure::exception).contains(thrown);
        }

        @Test
        void areCancelledAndReportedWhenOnSubscribeThrows() {
            Queue<ObserverFailure> reported = new ConcurrentLinkedQueue<>();
            IllegalStateException thrown = new IllegalStateException("onSubscribe");
            Recorder failing = new Recorder() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    throw thrown;
                }
            };

            try (Subscription reports = ObserverErrors.reported().connect(reported::add)) {
                assertThat(reports.isOpen()).isTrue();
                broker.asPublisher().subscribe(failing);
            }

            assertThat(reported).extracting(ObserverFailure::exception).contains(thrown);
            assertThat(broker.broadcastSent().isObserved()).isFalse();
        }
    }

    @Nested
    class Storms {
        private static final int MESSAGES = 10_000;
        private final ExecutorService threads = Executors.newFixedThreadPool(4);

        @AfterEach
        void stopThreads() {
            threads.shutdownNow();
        }

        @Test
        void signalsAreSerialAndCompleteWhileBroadcastersWaitForDemand() throws Exception {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            CountDownLatch all = new CountDownLatch(2 * MESSAGES);
            Recorder serial = new Recorder() {
                @Override
                public void onNext(Object message) {
                    if (running.getAndIncrement() != 0) {
                        overlaps.incrementAndGet();
                    }
                    super.onNext(message);
                    running.decrementAndGet();
                    all.countDown();
                }
            };
            broker.asPublisher(8, OverflowPolicy.BLOCK).subscribe(serial);
            List<Future<?>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int from = thread * MESSAGES;
                tasks.add(threads.submit(() -> {
                    for (int i = from; i < from + MESSAGES; i++) {
                        broker.broadcast(i);
                    }
                }));
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        serial.subscription.request(1);
                    }
                }));
            }

            for (Future<?> task : tasks) {
                task.get();
            }

            assertThat(all.await(30, SECONDS)).isTrue();
            serial.subscription.cancel();
            assertThat(overlaps).hasValue(0);
            List<Integer> received = serial.signals.stream()
                    .filter(Integer.class::isInstance)
                    .map(Integer.class::cast)
                    .toList();
            assertThat(received).hasSize(2 * MESSAGES).doesNotHaveDuplicates();
            assertThat(received.stream().filter(i -> i < MESSAGES)).isSorted();
            assertThat(received.stream().filter(i -> i >= MESSAGES)).isSorted();
        }
    }
}
