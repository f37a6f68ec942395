package dev.observatory.broker;

import dev.observatory.hook.Subscription;
import java.util.List;

/** The subscriptions of all methods that were registered together. */
record Registration(List<Subscription> subscriptions) implements Subscription {

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    @Override
    public boolean isOpen() {
        return subscriptions.stream().anyMatch(Subscription::isOpen);
    }
}
