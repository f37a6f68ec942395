package dev.observatory.agent.serve;

import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the program's threads and the thread that streams their events. The program never waits: if the queue is full, in
 * number or in memory, the oldest events are dropped. Every admitted event is counted as shown, dropped or held back.
 */
final class WatchFeed implements AgentService.EventSink {
    static final int CAPACITY = 1 << 12;

    private final DroppingRingBuffer<WatchEvent> ring;
    private final int perSecond;
    private final long limit;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final AtomicLong second = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    /** Used only by the thread that streams. */
    private long shown;

    /**
     * Creates an open feed.
     *
     * @param perSecond the maximum number of events admitted per second; 0 for no maximum
     * @param limit the maximum number of events returned by {@link #next()}; 0 for no maximum
     * @param maxBytes the memory that queued events may use
     */
    WatchFeed(int perSecond, long limit, long maxBytes) {
        this.ring = new DroppingRingBuffer<>(CAPACITY, maxBytes, WatchEvent::heapBytes);
        this.perSecond = perSecond;
        this.limit = limit;
    }

    /** The caller counts as in progress until it has delivered its event, if this returns true. */
    @Override
    public boolean admit() {
        inProgress.incrementAndGet();
        if (closed.get()) {
            inProgress.decrementAndGet();
            return false;
        }
        sent.increment();
        if (perSecond > 0 && exceedsRate(System.nanoTime() / 1_000_000_000)) {
            heldBack.increment();
            inProgress.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The number of the second and the number of events admitted in it share one word. */
    private boolean exceedsRate(long now) {
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
    public void deliver(@Nullable WatchEvent event) {
        try {
            int lost = event == null ? 1 : ring.put(event);
            if (lost > 0) {
                dropped.add(lost);
            }
        } finally {
            inProgress.decrementAndGet();
        }
    }

    /** Returns the next event to stream; null if none is queued, or the limit is reached. */
    @Nullable
    WatchEvent next() {
        if (isDone()) {
            return null;
        }
        WatchEvent event = ring.poll();
        if (event != null) {
            shown++;
        }
        return event;
    }

    /** Counts the event that was returned last as dropped, since it cannot be sent. */
    void dropLast() {
        shown--;
        dropped.increment();
    }

    boolean isDone() {
        return limit > 0 && shown >= limit;
    }

    /** Admits no more events, and waits for a limited time until those in progress are delivered. */
    void close() {
        closed.set(true);
        long deadline = System.nanoTime() + 1_000_000_000;
        while (inProgress.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Counts the queued events as dropped. To be called after {@link #close()}. */
    void dropRest() {
        while (ring.poll() != null) {
            dropped.increment();
        }
    }

    Response.WatchCounts counts() {
        return new Response.WatchCounts(sent.sum(), shown, dropped.sum(), heldBack.sum());
    }
}
