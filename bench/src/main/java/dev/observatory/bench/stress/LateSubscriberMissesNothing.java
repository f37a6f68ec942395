package dev.observatory.bench.stress;

import dev.observatory.broker.EventBroker;
import dev.observatory.hook.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A subscriber of a broker that retains its last message receives each message once and in order, from the one on that was
 * the last when it subscribed, if messages are broadcast at the same time.
 */
@JCStressTest
@Outcome(id = "0, 12", expect = Expect.ACCEPTABLE, desc = "subscribed before the second message was retained")
@Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "subscribed after that")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, received twice or in another order, or left behind")
@State
public class LateSubscriberMissesNothing {
    private static final AtomicLong BROKERS = new AtomicLong();

    private final EventBroker broker =
            EventBroker.of("stress").child("late" + BROKERS.incrementAndGet()).sticky();
    private int received;
    private int inside;
    private int together;
    private @Nullable Subscription subscription;

    private void receive(Object message) {
        together += inside;
        inside = 1;
        received = received * 10 + (Integer) message;
        inside = 0;
    }

    /** Broadcasts two messages. */
    @Actor
    public void broadcast() {
        broker.broadcast(1);
        broker.broadcast(2);
    }

    /** Subscribes late. */
    @Actor
    public void subscribe() {
        subscription = broker.subscribe(this::receive);
    }

    /**
     * Reads after both actors.
     *
     * @param result the concurrent deliveries, and the messages received as the digits of a number
     */
    @Arbiter
    public void read(II_Result result) {
        if (subscription != null) {
            subscription.close();
        }
        broker.replay(0);
        result.r1 = together;
        result.r2 = received;
    }
}
