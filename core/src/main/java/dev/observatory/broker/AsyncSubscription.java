package dev.observatory.broker;

import dev.observatory.hook.Subscription;

/**
 * The subscription of one asynchronous subscriber, with counters of the messages that were broadcast to it.
 *
 * <p>Every message is exactly one of delivered, dropped or queued. The three counters change together: {@link #counts()}
 * returns them at one instant. Safe from any thread.
 */
public interface AsyncSubscription extends Subscription {

    /**
     * Unsubscribes. Queued messages are dropped and counted as dropped, and broadcasters that wait for room continue. The
     * subscriber may still be processing the message that was delivered to it last.
     */
    @Override
    void close();

    /**
     * Returns the number of messages that were delivered to the subscriber.
     *
     * @return the count, of messages; a message counts as delivered from the moment it leaves the queue, whether or not the
     *     subscriber has returned or thrown
     */
    default long delivered() {
        return counts().delivered();
    }

    /**
     * Returns the number of messages that the subscriber will never receive.
     *
     * @return the count, of messages that found no room, were displaced by newer ones, were queued when the subscription was
     *     closed, or were rejected by the executor
     */
    default long dropped() {
        return counts().dropped();
    }

    /**
     * Returns the number of messages that wait for the subscriber.
     *
     * @return the count, of messages; never more than the capacity
     */
    default long queued() {
        return counts().queued();
    }

    /**
     * Returns all counters at one instant.
     *
     * @return the counters
     */
    DeliveryCounts counts();
}
