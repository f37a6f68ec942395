package dev.observatory.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of the messages that wait for one subscriber, with counters of all messages that passed through it.
 *
 * <p>The lock is held for a few instructions at a time and never while foreign code runs. Safe from any thread.
 */
final class BoundedQueue {
    /** The result of offering a message. */
    enum OfferResult {
        /** The message is queued. */
        QUEUED,
        /** The message is queued, and the oldest one was dropped to make room. */
        DISPLACED,
        /** The message was dropped, by the policy or because the queue was closed while the broadcaster waited. */
        DROPPED,
        /** The message was dropped, and the broadcaster must be notified that there was no room. */
        FULL,
        /** The message was dropped, because the broadcaster would wait for room that only it can make. */
        SELF_DEADLOCK,
        /** The message was dropped, because the broadcaster was interrupted while it waited. */
        INTERRUPTED,
        /** The message arrived after the queue was closed and is not counted. */
        CLOSED
    }

    private final int capacity;
    private final OverflowPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // The following fields are guarded by the lock.
    private final Queue<Object> messages = new ArrayDeque<>();
    private long delivered;
    private long dropped;
    private boolean closed;

    BoundedQueue(int capacity, OverflowPolicy policy) {
        checkCapacity(capacity);
        this.capacity = policy == OverflowPolicy.LATEST ? 1 : capacity;
        this.policy = policy;
    }

    static void checkCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("Capacity [" + capacity
                    + "] must be at least 1; pass the number of messages that may wait for the subscriber");
        }
    }

    int capacity() {
        return capacity;
    }

    /**
     * Queues a message, or drops it as the policy defines. With {@link OverflowPolicy#BLOCK}, may wait for room.
     *
     * @param mayWait false if the caller is the thread that empties this queue
     */
    OfferResult offer(Object message, boolean mayWait) {
        lock.lock();
        try {
            if (closed) {
                return OfferResult.CLOSED;
            }
            OfferResult result = messages.size() < capacity ? OfferResult.QUEUED : makeRoom(mayWait);
            if (result == OfferResult.QUEUED || result == OfferResult.DISPLACED) {
                messages.add(message);
            } else {
                dropped++;
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the oldest message and counts it as delivered; null if the queue is empty. */
    @Nullable
    Object poll() {
        lock.lock();
        try {
            Object message = messages.poll();
            if (message != null) {
                delivered++;
                room.signal();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    DeliveryCounts counts() {
        lock.lock();
        try {
            return new DeliveryCounts(delivered, dropped, messages.size());
        } finally {
            lock.unlock();
        }
    }

    /** Drops all queued messages. */
    void clear() {
        lock.lock();
        try {
            dropped += messages.size();
            messages.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops all queued messages and accepts no more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            clear();
        } finally {
            lock.unlock();
        }
    }

    private OfferResult makeRoom(boolean mayWait) {
        switch (policy) {
            case DROP_OLDEST, LATEST -> {
                messages.remove();
                dropped++;
                return OfferResult.DISPLACED;
            }
            case DROP_NEWEST -> {
                return OfferResult.DROPPED;
            }
            case ERROR -> {
                return OfferResult.FULL;
            }
            case BLOCK -> {
                return mayWait ? awaitRoom() : OfferResult.SELF_DEADLOCK;
            }
        }
        throw new AssertionError(policy);
    }

    private OfferResult awaitRoom() {
        try {
            while (messages.size() >= capacity && !closed) {
                room.await();
            }
            return closed ? OfferResult.DROPPED : OfferResult.QUEUED;
        } catch (InterruptedException interrupted) {
            // Pass on a signal that may have arrived together with the interruption.
            room.signal();
            return OfferResult.INTERRUPTED;
        }
    }
}
