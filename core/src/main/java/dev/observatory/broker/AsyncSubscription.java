package dev.observatory.broker;

import dev.observatory.hook.Subscription;

/**
 * The subscription of one asynchronous subscriber, with what became of the messages that were broadcast to it.
 *
 * <p>Every message is exactly one of delivered, dropped or queued. The three counters change together: use
 * {@link #counts()} to read them as they were at one instant.
 */
public interface AsyncSubscription extends Subscription {

    /**
     * Unsubscribes; what is queued is dropped and counted as dropped, and broadcasters that wait for room go on. The
     * subscriber may still be busy with the message that it was handed before.
     */
    @Override
    void close();

    /**
     * How many messages were handed to the subscriber.
     *
     * @return the count, of messages; one counts from the moment when it leaves the queue, whether or not the subscriber
     *     has returned or thrown
     */
    default long delivered() {
        return counts().delivered();
    }

    /**
     * How many messages the subscriber will never get.
     *
     * @return the count, of messages that found no room, made room, were queued at closing or refused by the executor
     */
    default long dropped() {
        return counts().dropped();
    }

    /**
     * How many messages wait for the subscriber.
     *
     * @return the count, of messages; never more than the capacity
     */
    default long queued() {
        return counts().queued();
    }

    /**
     * All counters at one instant.
     *
     * @return the counters
     */
    DeliveryCounts counts();
}
