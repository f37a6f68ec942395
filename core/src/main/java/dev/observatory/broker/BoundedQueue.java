package dev.observatory.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
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
        /** The message was dropped, because the broadcaster is the thread that empties this queue. */
        SELF_DEADLOCK,
        /** The message was dropped, because the thread that empties this queue waits for the broadcaster. */
        CROSSWISE,
        /** The message was dropped, because no thread of the executor seems to be left to empty this queue. */
        NO_THREAD,
        /** The message was dropped, because the broadcaster was interrupted while it waited. */
        INTERRUPTED,
        /** The message arrived after the queue was closed and is not counted. */
        CLOSED
    }

    /** How long a broadcaster waits before it examines again whether its wait can end. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int capacity;
    private final OverflowPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    // The following fields are guarded by the lock.
    private final Queue<Object> messages = new ArrayDeque<>();
    private long delivered;
    private long dropped;
    private boolean closed;
    private long deliveredWhenGivenUp = -1;

    // Written under the lock, only when it changes.
    private volatile boolean full;

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
     * @param reader what empties this queue
     */
    OfferResult offer(Object message, QueueReader reader) {
        lock.lock();
        try {
            if (closed) {
                return OfferResult.CLOSED;
            }
            OfferResult result = messages.size() < capacity ? OfferResult.QUEUED : makeRoom(reader);
            if (result == OfferResult.QUEUED || result == OfferResult.DISPLACED) {
                messages.add(message);
                updateFull();
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
                updateFull();
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

    /** Returns whether a broadcaster would have to wait now; acquires no lock. */
    boolean isFull() {
        return full;
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
            updateFull();
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

    private OfferResult makeRoom(QueueReader reader) {
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
                return awaitRoom(reader);
            }
        }
        throw new AssertionError(policy);
    }

    private OfferResult awaitRoom(QueueReader reader) {
        boolean wasDoubtful = false;
        long deliveredBefore = -1;
        while (messages.size() >= capacity && !closed) {
            QueueWaits.Outlook outlook = QueueWaits.begin(reader);
            if (outlook == QueueWaits.Outlook.ENDLESS) {
                return reader.deliveryThread() == Thread.currentThread()
                        ? OfferResult.SELF_DEADLOCK
                        : OfferResult.CROSSWISE;
            }
            try {
                boolean isDoubtful = outlook == QueueWaits.Outlook.DOUBTFUL;
                if (isDoubtful
                        && (delivered == deliveredWhenGivenUp || (wasDoubtful && delivered == deliveredBefore))) {
                    deliveredWhenGivenUp = delivered;
                    return OfferResult.NO_THREAD;
                }
                wasDoubtful = isDoubtful;
                deliveredBefore = delivered;
                if (awaitRoom(PATIENCE_NANOS)) {
                    break;
                }
            } catch (InterruptedException interrupted) {
                // Pass on a signal that may have arrived together with the interruption.
                room.signal();
                return OfferResult.INTERRUPTED;
            } finally {
                QueueWaits.end();
            }
            ensureScheduled(reader);
        }
        return closed ? OfferResult.DROPPED : OfferResult.QUEUED;
    }

    /** Waits for a limited time; returns whether there is room or this queue is closed. */
    private boolean awaitRoom(long nanos) throws InterruptedException {
        long left = nanos;
        while (messages.size() >= capacity && !closed) {
            if (left <= 0) {
                return false;
            }
            left = room.awaitNanos(left);
        }
        return true;
    }

    /** Without the lock, because the reader may call its executor. */
    private void ensureScheduled(QueueReader reader) {
        lock.unlock();
        try {
            reader.ensureScheduled();
        } finally {
            lock.lock();
        }
    }

    private void updateFull() {
        boolean now = messages.size() >= capacity;
        if (full != now) {
            full = now;
        }
    }
}
