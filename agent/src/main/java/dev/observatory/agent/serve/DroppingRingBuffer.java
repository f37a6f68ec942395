package dev.observatory.agent.serve;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for many producers that never block: a producer that finds the queue full removes the oldest item.
 *
 * <p>Based on Dmitry Vyukov's bounded queue for many producers and many consumers: the sequence number of each slot says which
 * operation may use it next.
 *
 * @param <T> the type of the items
 */
final class DroppingRingBuffer<T> {
    /** A thread suspended between claiming a slot and filling it makes others fail; they give up rather than wait. */
    private static final int ATTEMPTS = 8;

    private final AtomicReferenceArray<@Nullable T> items;
    private final AtomicLongArray sequences;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final int mask;

    /**
     * Creates an empty queue.
     *
     * @param capacity the maximum number of items; a power of two
     */
    DroppingRingBuffer(int capacity) {
        this.items = new AtomicReferenceArray<>(capacity);
        this.sequences = new AtomicLongArray(capacity);
        this.mask = capacity - 1;
        for (int i = 0; i < capacity; i++) {
            sequences.set(i, i);
        }
    }

    /**
     * Adds an item, and removes the oldest ones if the queue is full.
     *
     * @return the number of items that were lost, including the added one if no slot became free
     */
    int put(T item) {
        int lost = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (offer(item)) {
                return lost;
            }
            if (poll() != null) {
                lost++;
            }
        }
        return lost + 1;
    }

    private boolean offer(T item) {
        for (long at = tail.get(); ; ) {
            int slot = (int) at & mask;
            long sequence = sequences.get(slot);
            if (sequence == at) {
                if (tail.compareAndSet(at, at + 1)) {
                    items.set(slot, item);
                    sequences.set(slot, at + 1);
                    return true;
                }
                at = tail.get();
            } else if (sequence < at) {
                return false;
            } else {
                at = tail.get();
            }
        }
    }

    /** Removes and returns the oldest item; null if the queue is empty. */
    @Nullable
    T poll() {
        for (long at = head.get(); ; ) {
            int slot = (int) at & mask;
            long sequence = sequences.get(slot);
            if (sequence == at + 1) {
                if (head.compareAndSet(at, at + 1)) {
                    T item = items.getAndSet(slot, null);
                    sequences.set(slot, at + mask + 1);
                    return item;
                }
                at = head.get();
            } else if (sequence < at + 1) {
                return null;
            } else {
                at = head.get();
            }
        }
    }
}
