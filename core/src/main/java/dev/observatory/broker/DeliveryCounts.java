package dev.observatory.broker;

/**
 * The counters of the messages broadcast to one asynchronous subscriber, at one instant.
 *
 * @param delivered the number of messages that were delivered to the subscriber
 * @param dropped the number of messages that it will never receive
 * @param queued the number of messages that wait for it
 */
public record DeliveryCounts(long delivered, long dropped, long queued) {

    /**
     * Returns the number of messages that were broadcast to the subscriber. A message whose broadcaster waits for room does not
     * count yet.
     *
     * @return the sum of the delivered, dropped and queued messages
     */
    public long sent() {
        return delivered + dropped + queued;
    }
}
