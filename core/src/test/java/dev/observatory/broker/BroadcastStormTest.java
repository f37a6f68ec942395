package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscribers of all kinds subscribe and close while several threads broadcast; brokers publish to each other. */
class BroadcastStormTest {
    private static final int MESSAGES = 20_000;
    private static final int CHURNS = 5_000;
    private final EventBroker top = EventBroker.of("BroadcastStormTest");
    private final EventBroker middle = top.child("middle");
    private final EventBroker bottom = middle.child("bottom");
    private final List<Subscription> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).noneMatch(broker -> broker.namespace().startsWith("BroadcastStormTest"));
    }

    private void broadcastTo(EventBroker broker) {
        for (int i = 0; i < MESSAGES; i++) {
            broker.broadcast(i);
        }
    }

    private static void churn(EventBroker broker) {
        LongAdder counter = new LongAdder();
        for (int i = 0; i < CHURNS; i++) {
            broker.subscribe(message -> counter.increment()).close();
            broker.subscribe(Integer.class, message -> counter.increment()).close();
            broker.subscribe(">", message -> counter.increment()).close();
            broker.broadcastSent().connect(message -> counter.increment()).close();
            broker.subscribeAsync(Runnable::run, 1, OverflowPolicy.LATEST, message -> counter.increment())
                    .close();
        }
    }

    @Test
    void permanentSubscribersOfEveryKindReceiveEachMessageOnce() throws Exception {
        LongAdder atBottom = new LongAdder();
        LongAdder atMiddle = new LongAdder();
        LongAdder atTop = new LongAdder();
        LongAdder byType = new LongAdder();
        LongAdder byPattern = new LongAdder();
        open.add(bottom.subscribe(message -> atBottom.increment()));
        open.add(middle.subscribe(message -> atMiddle.increment()));
        open.add(top.subscribe(message -> atTop.increment()));
        open.add(top.subscribe(Integer.class, message -> byType.increment()));
        open.add(top.subscribe("*.bottom", message -> byPattern.increment()));

        Together.run(
                () -> broadcastTo(bottom),
                () -> broadcastTo(bottom),
                () -> broadcastTo(middle),
                () -> churn(bottom),
                () -> churn(top));

        assertThat(atBottom.sum()).isEqualTo(2L * MESSAGES);
        assertThat(byPattern.sum()).isEqualTo(2L * MESSAGES);
        assertThat(atMiddle.sum()).isEqualTo(3L * MESSAGES);
        assertThat(atTop.sum()).isEqualTo(3L * MESSAGES);
        assertThat(byType.sum()).isEqualTo(3L * MESSAGES);
    }

    @Test
    void eachMessageIsEitherReceivedOrReportedAsUnrouted() throws Exception {
        LongAdder received = new LongAdder();
        LongAdder unrouted = new LongAdder();
        open.add(top.unrouted().connect(report -> unrouted.increment()));
        Consumer<Object> subscriber = message -> received.increment();

        Together.run(() -> broadcastTo(bottom), () -> {
            for (int i = 0; i < CHURNS; i++) {
                middle.subscribe(subscriber).close();
            }
        });

        // A message counts as neither if its subscriber is closed between the search and the delivery.
        assertThat(received.sum() + unrouted.sum()).isBetween(MESSAGES - (long) CHURNS, (long) MESSAGES);
        unrouted.reset();
        bottom.broadcast("no subscriber");
        assertThat(unrouted.sum()).isOne();
    }

    @Test
    void aSlowSubscriberDelaysNeitherOtherBrokersNorSubscribing() throws Exception {
        EventBroker other = EventBroker.of("BroadcastStormTestOther");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<Object> received = new ArrayList<>();
        open.add(bottom.subscribe(message -> {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));

        Together.run(() -> bottom.broadcast("slow"), () -> {
            try {
                entered.await();
                Subscription elsewhere = other.subscribe(received::add);
                other.broadcast("other");
                elsewhere.close();
                Subscription above = top.subscribe(Object.class, received::add);
                middle.broadcast("same tree");
                above.close();
                bottom.child("new").queueUp("queued");
                bottom.subscribe(message -> received.add("not now")).close();
                EventHook<Object> publisher = new EventHook<>("publisher");
                bottom.addPublisher(publisher);
                bottom.removePublisher(publisher);
            } finally {
                released.countDown();
            }
        });

        assertThat(received).containsExactly("other", "same tree");
        bottom.child("new").broadcastQueue();
    }

    @Test
    void brokersThatPublishToEachOtherFromTwoThreadsDoNotDeadlock() throws Exception {
        EventBroker one = EventBroker.of("BroadcastStormTest.one");
        EventBroker two = EventBroker.of("BroadcastStormTest.two");
        LongAdder receivedByOne = new LongAdder();
        LongAdder receivedByTwo = new LongAdder();
        EventHook<Integer> toOne = new EventHook<>("to one");
        EventHook<Integer> toTwo = new EventHook<>("to two");
        one.addPublisher(toOne);
        two.addPublisher(toTwo);
        open.add(one.subscribe(Integer.class, left -> {
            receivedByOne.increment();
            if (left > 0) {
                toTwo.emit(left - 1);
            }
        }));
        open.add(two.subscribe(Integer.class, left -> {
            receivedByTwo.increment();
            if (left > 0) {
                toOne.emit(left - 1);
            }
        }));

        Together.run(
                () -> emitMany(toOne),
                () -> emitMany(toTwo),
                () -> churn(one),
                () -> churn(two),
                () -> publishAndStop(one, two));

        assertThat(receivedByOne.sum()).isEqualTo(4L * CHURNS);
        assertThat(receivedByTwo.sum()).isEqualTo(4L * CHURNS);
        one.removePublisher(toOne);
        two.removePublisher(toTwo);
    }

    private static void emitMany(EventHook<Integer> hook) {
        for (int i = 0; i < CHURNS; i++) {
            hook.emit(3);
        }
    }

    /** Brokers publish to each other in both directions, at different times: the shared lock makes the order irrelevant. */
    private static void publishAndStop(EventBroker one, EventBroker two) {
        for (int i = 0; i < CHURNS; i++) {
            EventHook<Object> hook = new EventHook<>("passing by");
            one.addPublisher(hook);
            two.addPublisher(hook);
            two.removePublisher(hook);
            one.removePublisher(hook);
        }
    }
}
