package dev.observatory.agent.serve;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A queue for many producers that never block, bounded in items and in their total weight: a producer that finds the queue full removes
 * the oldest items. While several producers add items at the same time, the weight may exceed its bound by those items.
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
    private final AtomicLong weight = new AtomicLong();
    private final long maxWeight;
    private final ToIntFunction<T> weigher;
    private final int mask;

    /**
     * Creates an empty queue.
     *
     * @param capacity the maximum number of items; a power of two
     * @param maxWeight the maximum weight of all items
     * @param weigher returns the weight of an item, the same each time
     */
    DroppingRingBuffer(int capacity, long maxWeight, ToIntFunction<T> weigher) {
        this.maxWeight = maxWeight;
        this.weigher = weigher;
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
     * @return the number of items that were lost, including the added one if it is too heavy or no slot became free
     */
    int put(T item) {
        int added = weigher.applyAsInt(item);
        if (added > maxWeight) {
            return 1;
        }
        int lost = 0;
        for (long total = weight.addAndGet(added); total > maxWeight; total = weight.get()) {
            if (poll() == null) {
                break; // The rest belongs to items that other threads are adding.
            }
            lost++;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (offer(item)) {
                return lost;
            }
            if (poll() != null) {
                lost++;
            }
        }
        weight.addAndGet(-added);
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
                    if (item != null) {
                        weight.addAndGet(-weigher.applyAsInt(item));
                    }
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
