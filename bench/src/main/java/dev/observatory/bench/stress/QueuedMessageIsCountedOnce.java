package dev.observatory.bench.stress;

import dev.observatory.broker.AsyncSubscription;
import dev.observatory.broker.DeliveryCounts;
import dev.observatory.broker.EventBroker;
import dev.observatory.broker.OverflowPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The bounded queue of an asynchronous subscriber counts each message once, as delivered or dropped, and delivers one message
 * at a time.
 */
@JCStressTest
@Outcome(id = "2, 0, 0", expect = Expect.ACCEPTABLE, desc = "all counted, one at a time, none left in the queue")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, counted twice, delivered concurrently or left in the queue")
@State
public class QueuedMessageIsCountedOnce {
    private static final AtomicLong BROKERS = new AtomicLong();

    private final EventBroker broker = EventBroker.of("stress").child("n" + BROKERS.incrementAndGet());
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AsyncSubscription subscription =
            broker.subscribeAsync(Runnable::run, 1, OverflowPolicy.DROP_OLDEST, this::receive);

    private void receive(Object message) {
        if (inside.incrementAndGet() > 1) {
            together.incrementAndGet();
        }
        calls.incrementAndGet();
        inside.decrementAndGet();
    }

    /** Broadcasts. */
    @Actor
    public void broadcast() {
        broker.broadcast("one");
    }

    /** Broadcasts concurrently. */
    @Actor
    public void broadcastConcurrently() {
        broker.broadcast("two");
    }

    /**
     * Counts after both actors.
     *
     * @param result the messages delivered or dropped, the concurrent deliveries, and the messages left or counted wrongly
     */
    @Arbiter
    public void count(III_Result result) {
        DeliveryCounts counts = subscription.counts();
        subscription.close();
        result.r1 = (int) (calls.get() + counts.dropped());
        result.r2 = together.get();
        result.r3 = (int) (counts.queued() + Math.abs(counts.delivered() - calls.get()));
    }
}
