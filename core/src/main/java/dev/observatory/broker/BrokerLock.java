package dev.observatory.broker;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The one lock of all brokers, for changes that take several steps: who subscribes selectively, who publishes.
 *
 * <p>One and not many, because a change of one broker can change others on the same thread: where the subscribers of one
 * are fed by another, and in any order. It is held while hooks are connected and disconnected, never while they emit.
 */
final class BrokerLock {
    static final ReentrantLock LOCK = new ReentrantLock();

    private BrokerLock() {}
}
