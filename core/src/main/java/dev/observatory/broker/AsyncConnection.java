package dev.observatory.broker;

import dev.observatory.hook.Subscription;

/** What the owner of an asynchronous subscriber holds: its connection and its queue. */
record AsyncConnection(Subscription connection, BoundedQueue queue) implements AsyncSubscription {

    @Override
    public void close() {
        connection.close();
        queue.close();
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
