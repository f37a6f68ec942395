package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;

/**
 * A Reactive Streams publisher of the messages that reach one broker.
 *
 * <p>Each subscriber has a bounded buffer and receives the messages that are broadcast after {@link #subscribe} was called, in
 * order and as requested. Signals are serial and occur on the thread that broadcasts or the one that requests, so a
 * subscriber that blocks delays that thread. The stream never completes, because brokers have no end. It fails with
 * {@link IllegalArgumentException} after a request of less than one message, and with {@link OverflowException} when the
 * policy is {@link OverflowPolicy#ERROR} and the buffer is full; that failure is signalled at once, in place of the buffered
 * messages. An exception of a subscriber cancels its subscription and is reported to
 * {@link dev.observatory.hook.ObserverErrors}; it never reaches the broadcaster.
 *
 * <p>The publisher holds its broker strongly; the broker holds subscribers until they cancel or fail. Safe from any thread.
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
     * Adds a subscriber. A subscriber that is added several times has several subscriptions and receives each message once for
     * each of them.
     *
     * @param subscriber receives the messages that it requests; {@code onSubscribe} is called on this thread, before this
     *     method returns
     * @throws NullPointerException if {@code subscriber} is null
     */
    @Override
    public void subscribe(Flow.Subscriber<? super Object> subscriber) {
        requireNonNull(subscriber, "subscriber");
        new FlowSubscription(broker, subscriber, new BoundedQueue(capacity, policy), dropped).start();
    }

    /**
     * Returns the number of messages that were dropped because the buffer of a subscriber was full.
     *
     * @return the count, of messages, summed over all past and present subscribers, without messages that were buffered when
     *     a subscription ended
     */
    public long dropped() {
        return dropped.sum();
    }
}
