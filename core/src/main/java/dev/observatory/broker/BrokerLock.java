package dev.observatory.broker;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock shared by all brokers, for changes that take several steps: adding subscribers and publishers.
 *
 * <p>There is one lock for all, because a change of one broker can change others on the same thread and in any order, when
 * one broker publishes to another. It is never held while foreign code runs: neither subscribers nor demand listeners.
 */
final class BrokerLock {
    static final ReentrantLock LOCK = new ReentrantLock();

    private BrokerLock() {}
}
