package dev.observatory.bench.stress;

import dev.observatory.broker.AsyncSubscription;
import dev.observatory.broker.EventBroker;
import dev.observatory.broker.OverflowPolicy;
import dev.observatory.hook.EventHookException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads that deliver for queues with {@code BLOCK}, and broadcast more to each other's queue than it has room for, do
 * not wait for each other: one of them is refused. Both queues count each message once.
 */
@JCStressTest
@Outcome(id = "[0-9], 0", expect = Expect.ACCEPTABLE, desc = "both ended, all messages counted")
@Outcome(expect = Expect.FORBIDDEN, desc = "a message was lost or counted twice")
@State
public class CrosswiseWaitIsRefused {
    private static final AtomicLong BROKERS = new AtomicLong();
    private static final int MORE = 3;

    private final long number = BROKERS.incrementAndGet();
    private final EventBroker left = EventBroker.of("stressLeft" + number);
    private final EventBroker right = EventBroker.of("stressRight" + number);
    private final AtomicInteger refused = new AtomicInteger();
    private final AsyncSubscription ofLeft =
            left.subscribeAsync(Runnable::run, 1, OverflowPolicy.BLOCK, message -> forward(message, right));
    private final AsyncSubscription ofRight =
            right.subscribeAsync(Runnable::run, 1, OverflowPolicy.BLOCK, message -> forward(message, left));

    private void forward(Object message, EventBroker to) {
        if (message.equals("start")) {
            for (int i = 0; i < MORE; i++) {
                try {
                    to.broadcast("more");
                } catch (EventHookException full) {
                    refused.incrementAndGet();
                }
            }
        }
    }

    /** Broadcasts to the left, whose subscriber broadcasts to the right. */
    @Actor
    public void broadcastToTheLeft() {
        left.broadcast("start");
    }

    /** Broadcasts to the right, whose subscriber broadcasts to the left. */
    @Actor
    public void broadcastToTheRight() {
        right.broadcast("start");
    }

    /**
     * Counts after both actors.
     *
     * @param result the refused messages, and the difference between the messages broadcast and those counted
     */
    @Arbiter
    public void count(II_Result result) {
        long sent = ofLeft.counts().sent() + ofRight.counts().sent();
        ofLeft.close();
        ofRight.close();
        result.r1 = refused.get();
        result.r2 = (int) (2 * (MORE + 1) - sent);
    }
}
