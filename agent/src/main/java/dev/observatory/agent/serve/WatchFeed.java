package dev.observatory.agent.serve;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a program and one who watches it. The program never waits: it drops what is too much, the oldest first. Every
 * event is counted, and told or counted as dropped.
 */
final class WatchFeed implements AgentService.Feed {
    static final int CAPACITY = 1 << 12;

    private final DroppingRingBuffer<List<String>> ring = new DroppingRingBuffer<>(CAPACITY);
    private final int perSecond;
    private final long limit;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong second = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    private long shown;

    /**
     * Makes a feed.
     *
     * @param perSecond how many events to tell at most in a second; 0 for any number
     * @param limit how many to tell in all; 0 for any number
     */
    WatchFeed(int perSecond, long limit) {
        this.perSecond = perSecond;
        this.limit = limit;
    }

    /** Who gets true counts as under way until it has told its event. */
    @Override
    public boolean wants() {
        underWay.incrementAndGet();
        if (closed.get()) {
            underWay.decrementAndGet();
            return false;
        }
        sent.increment();
        if (perSecond > 0 && isTooMuch(System.nanoTime() / 1_000_000_000)) {
            heldBack.increment();
            underWay.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The number of the second and how many were accepted in it share one word. */
    private boolean isTooMuch(long now) {
        while (true) {
            long seen = second.get();
            long count = (seen >>> 32) == (now & 0xffffffffL) ? seen & 0xffffffffL : 0;
            if (count >= perSecond) {
                return true;
            }
            if (second.compareAndSet(seen, (now << 32) | (count + 1))) {
                return false;
            }
        }
    }

    @Override
    public void tell(@Nullable List<String> event) {
        try {
            int lost = event == null ? 1 : ring.put(event);
            if (lost > 0) {
                dropped.add(lost);
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** The next event to be told; null if there is none now, or enough were told. */
    @Nullable
    List<String> next() {
        if (isDone()) {
            return null;
        }
        List<String> event = ring.poll();
        if (event != null) {
            shown++;
        }
        return event;
    }

    boolean isDone() {
        return limit > 0 && shown >= limit;
    }

    /** Takes no more events, and waits a moment for those that threads of the program are about to tell. */
    void close() {
        closed.set(true);
        long deadline = System.nanoTime() + 1_000_000_000;
        while (underWay.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What was not told any more counts as dropped. To be called at the end. */
    void dropRest() {
        while (ring.poll() != null) {
            dropped.increment();
        }
    }

    /** What became of all events so far. */
    Counts counts() {
        return new Counts(sent.sum(), shown, dropped.sum(), heldBack.sum());
    }

    record Counts(long sent, long shown, long dropped, long heldBack) {
        List<String> frame() {
            return List.of(
                    "counts",
                    Long.toString(sent),
                    Long.toString(shown),
                    Long.toString(dropped),
                    Long.toString(heldBack));
        }
    }
}
