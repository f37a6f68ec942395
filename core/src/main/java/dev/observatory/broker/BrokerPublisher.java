package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;

/**
 * What reaches one broker, as a publisher of reactive streams.
 *
 * <p>Each subscriber has a bounded buffer and gets what is broadcast after {@link #subscribe} was called, in order, as
 * far as it requested. Signals are serial; they run on the thread that broadcasts or the one that requests, so that a
 * subscriber which blocks delays that thread. The stream never completes: brokers have no end. It fails with
 * {@link IllegalArgumentException} after a request of less than one message, and with {@link OverflowException}, at once
 * and in place of what is buffered, when the policy is {@link OverflowPolicy#ERROR} and the buffer is full. What a
 * subscriber throws cancels its subscription and goes to {@link dev.observatory.hook.ObserverErrors}; the broadcaster
 * never notices.
 *
 * <p>The publisher holds its broker; the broker holds subscribers until they cancel or fail.
 */
public final class BrokerPublisher implements Flow.Publisher<Object> {
    private final EventBroker broker;
    private final int capacity;
    private final OverflowPolicy policy;
    private final LongAdder dropped = new LongAdder();

    BrokerPublisher(EventBroker broker, int capacity, OverflowPolicy policy) {
        this.broker = broker;
        this.capacity = capacity;
        this.policy = policy;
    }

    /**
     * Adds a subscriber; the same one may be added again and then gets each message once for each time.
     *
     * @param subscriber gets the messages that it requests
     * @throws NullPointerException if {@code subscriber} is null
     */
    @Override
    public void subscribe(Flow.Subscriber<? super Object> subscriber) {
        requireNonNull(subscriber, "subscriber");
        new FlowSubscription(broker, subscriber, new BoundedQueue(capacity, policy), dropped).start();
    }

    /**
     * How many messages were lost because the buffer of a subscriber was full.
     *
     * @return the count, of messages, summed over all subscribers ever; what was buffered at the end of a subscription
     *     is not in it
     */
    public long dropped() {
        return dropped.sum();
    }
}
