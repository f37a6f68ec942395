package dev.observatory.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one subscriber, never more than its capacity, and the count of all that went through.
 *
 * <p>The lock guards a few instructions at a time; nobody's code runs under it.
 */
final class BoundedQueue {
    /** What became of an offered message. */
    enum OfferResult {
        /** It is queued. */
        QUEUED,
        /** It is queued, and the oldest one was dropped for it. */
        DISPLACED,
        /** It was dropped: the policy says so, or the queue was closed while the broadcaster waited. */
        DROPPED,
        /** It was dropped, and the broadcaster has to be told that there was no room. */
        FULL,
        /** It was dropped, since only the broadcaster itself could make the room that it would wait for. */
        SELF_DEADLOCK,
        /** It was dropped, since the broadcaster was interrupted while it waited. */
        INTERRUPTED,
        /** It came after the end and counts as never sent. */
        CLOSED
    }

    private final int capacity;
    private final OverflowPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // The rest is guarded by the lock.
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
                    + "] must be at least 1; give the number of messages that may wait for the subscriber");
        }
    }

    int capacity() {
        return capacity;
    }

    /**
     * Takes a message in, or decides that it is lost.
     *
     * @param mayWait false if the caller is the one that empties this queue
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

    /** Hands out the oldest message and counts it as delivered. */
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

    /** Drops all that waits. */
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

    /** Drops all that waits and takes in nothing more. */
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
            // A signal that came together with the interruption is somebody else's now.
            room.signal();
            return OfferResult.INTERRUPTED;
        }
    }
}
