package dev.observatory.agent.serve;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A queue of bounded size into which many threads put without ever waiting: who finds it full takes the oldest out.
 *
 * <p>After Dmitry Vyukov's bounded queue for many producers and many consumers: each place has a number that tells whose turn it is.
 *
 * @param <T> what is queued
 */
final class DroppingRingBuffer<T> {
    /** A thread that was stopped in the middle of its turn makes others try in vain; they give up rather than wait. */
    private static final int ATTEMPTS = 8;

    private final AtomicReferenceArray<@Nullable T> items;
    private final AtomicLongArray turns;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final int mask;

    /**
     * Makes an empty queue.
     *
     * @param capacity a power of two
     */
    DroppingRingBuffer(int capacity) {
        this.items = new AtomicReferenceArray<>(capacity);
        this.turns = new AtomicLongArray(capacity);
        this.mask = capacity - 1;
        for (int i = 0; i < capacity; i++) {
            turns.set(i, i);
        }
    }

    /**
     * Puts an item in, at the cost of the oldest if need be.
     *
     * @return how many items were lost for it, the item itself included if it found no place
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
            int place = (int) at & mask;
            long turn = turns.get(place);
            if (turn == at) {
                if (tail.compareAndSet(at, at + 1)) {
                    items.set(place, item);
                    turns.set(place, at + 1);
                    return true;
                }
                at = tail.get();
            } else if (turn < at) {
                return false;
            } else {
                at = tail.get();
            }
        }
    }

    /** The oldest item; null if there is none. */
    @Nullable
    T poll() {
        for (long at = head.get(); ; ) {
            int place = (int) at & mask;
            long turn = turns.get(place);
            if (turn == at + 1) {
                if (head.compareAndSet(at, at + 1)) {
                    T item = items.getAndSet(place, null);
                    turns.set(place, at + mask + 1);
                    return item;
                }
                at = head.get();
            } else if (turn < at + 1) {
                return null;
            } else {
                at = head.get();
            }
        }
    }
}
