package dev.observatory.broker;

/**
 * What became of the messages broadcast to one asynchronous subscriber, at one instant.
 *
 * @param delivered how many were handed to the subscriber
 * @param dropped how many it will never get
 * @param queued how many wait for it
 */
public record DeliveryCounts(long delivered, long dropped, long queued) {

    /**
     * How many messages were broadcast to the subscriber; a broadcaster that waits for room has not sent yet.
     *
     * @return delivered, dropped and queued ones together
     */
    public long sent() {
        return delivered + dropped + queued;
    }
}
