package dev.observatory.broker;

import dev.observatory.hook.Subscription;

/** The subscription of an asynchronous subscriber: its connection and its queue. */
record AsyncConnection(Subscription connection, BoundedQueue queue) implements AsyncSubscription {

    @Override
    public void close() {
        try {
            connection.close();
        } finally {
            queue.close();
        }
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public DeliveryCounts counts() {
        return queue.counts();
    }
}
