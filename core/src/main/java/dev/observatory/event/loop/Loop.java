package dev.observatory.event.loop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the progress of one loop through its items, on one or several threads, and emits it through the owner of the loop.
 *
 * <p>Each finished item is reported once, and one report at a time: a thread that finishes an item while another one emits a report
 * leaves its own report to that thread. So the numbers never decrease, the end is the last report, and no thread waits for
 * observers on another one. If observers are so slow that reports accumulate, the latest ones are combined: the number of finished
 * items then grows by more than one.
 *
 * <p>Safe for use by multiple threads.
 */
public final class Loop {
    private static final AtomicLong LAST_ID = new AtomicLong();
    private static final int MAX_WAITING = 256;

    private final LoopOwner owner;
    private final LoopSettings settings;
    private final boolean isIteration;

    /** 0 until an observer is connected while the loop advances. */
    private volatile long id;

    // The following fields are guarded by this loop, which is never locked while observers or the items' own code run.
    private @Nullable ItemCount count;
    private long length = -1;
    private int parts = 1;
    private long begun;
    private long done;
    private @Nullable Object latest;
    private long outerId;
    private @Nullable RateEstimate rate;
    private boolean ended;
    private @Nullable Thread emitter;
    private @Nullable ArrayDeque<LoopReport> waiting;

    private Loop(LoopOwner owner, LoopSettings settings, ItemCount items, boolean isIteration) {
        this.owner = owner;
        this.settings = settings;
        this.count = settings.isCounted() ? items : new ItemCount(settings.total());
        this.isIteration = isIteration;
    }

    /** Creates a loop that iterates items; they are counted unless their number is stated. */
    static Loop through(ItemCount items, LoopOwner owner, LoopSettings settings) {
        return new Loop(owner, settings, items, true);
    }

    /** Creates a loop whose items the program counts; it may have several of them at the same time on one thread. */
    public static Loop counter(LoopOwner owner, LoopSettings settings) {
        return new Loop(owner, settings, ItemCount.UNKNOWN, false);
    }

    /**
     * Prepares for the first request of an item. Only now, and only if progress is observed, are the items counted, since counting
     * them may execute code of the application that the loop alone would not.
     */
    public void start(Object user) {
        if (owner.isObserved() && owner.enter()) {
            try {
                open(user, false);
            } finally {
                owner.leave();
            }
        }
    }

    /** Counts items that were handed to the program. */
    public synchronized void begin(long items, @Nullable Object item) {
        begun = sum(begun, items);
        latest = item;
    }

    /** Counts finished items, which were begun before, and reports them. */
    public void finish(Object user, long items, @Nullable Object item) {
        if (!owner.isObserved()) {
            synchronized (this) {
                done = sum(done, items);
            }
        } else if (owner.enter()) {
            try {
                open(user, true);
                emit(finished(items, item));
            } finally {
                owner.leave();
            }
        }
    }

    private synchronized @Nullable LoopReport finished(long items, @Nullable Object item) {
        done = sum(done, items);
        return ended ? null : submit(LoopStatus.ADVANCED, item);
    }

    /** Adds a part that is traversed on its own; the loop is complete when all of its parts are. */
    public synchronized void addPart() {
        parts++;
    }

    /** Ends a part in which all items are finished. */
    public void completePart(Object user) {
        boolean isLast;
        synchronized (this) {
            parts--;
            isLast = parts == 0;
        }
        if (isLast) {
            complete(user);
        }
    }

    /** Ends the loop; all of its items are finished. */
    public void complete(Object user) {
        if (owner.enter()) {
            try {
                if (owner.isObserved()) {
                    open(user, true);
                }
                end(LoopStatus.COMPLETED);
            } finally {
                owner.leave();
            }
        }
    }

    /** Ends the loop before all of its items are finished. Called by the program, on any thread. */
    public void leaveEarly() {
        if (owner.enter()) {
            try {
                close();
            } finally {
                owner.leave();
            }
        }
    }

    /** Ends a loop whose items the program counts: it is complete if no item is known to be missing. */
    public void closeByCount(Object user) {
        start(user);
        boolean isMissing;
        synchronized (this) {
            isMissing = done < length;
        }
        if (isMissing) {
            leaveEarly();
        } else {
            complete(user);
        }
    }

    /** Changes the number of items. */
    public synchronized void resize(long total) {
        if (id == 0) {
            count = new ItemCount(total);
        } else {
            length = total;
        }
    }

    /** Reports the loop as left early. Called by the owner at its end, and by others between {@code enter} and {@code leave}. */
    void close() {
        end(LoopStatus.LEFT_EARLY);
    }

    private void end(LoopStatus status) {
        LoopReport report;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            report = id == 0 ? null : submit(status, latest);
            latest = null;
            count = null;
        }
        if (id != 0) {
            owner.closed(this);
        }
        emit(report);
    }

    /** Makes this loop known to its owner, on the first call. Called between {@code enter} and {@code leave} of the owner. */
    private void open(Object user, boolean hasStarted) {
        if (id != 0) {
            return;
        }
        ItemCount items;
        synchronized (this) {
            if (id != 0 || ended) {
                return;
            }
            items = count;
            count = null;
            rate = new RateEstimate(System.nanoTime(), done);
            id = LAST_ID.incrementAndGet();
        }
        long counted = items == null || (hasStarted && !items.isStable()) ? -1 : items.orUnknown();
        synchronized (this) {
            length = length < 0 ? counted : length; // It may have been stated meanwhile.
        }
        long outer = owner.opened(this, user);
        synchronized (this) {
            outerId = outer;
        }
    }

    long id() {
        return id;
    }

    /** Returns whether other loops can run inside this one. */
    boolean isIteration() {
        return isIteration;
    }

    /** Returns a report that the caller has to emit; null if another thread emits it. Called under the lock. */
    private @Nullable LoopReport submit(LoopStatus status, @Nullable Object item) {
        Thread caller = Thread.currentThread();
        if (emitter == caller && status == LoopStatus.ADVANCED) {
            return null; // Made by an observer, which would otherwise cause its own next call.
        }
        LoopReport report = report(status, item, caller);
        if (emitter == null) {
            emitter = caller;
            return report;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        if (waiting.size() >= MAX_WAITING) {
            waiting.pollLast();
        }
        waiting.addLast(report);
        return null;
    }

    /** The number of items is corrected where the loop has shown it to be wrong. */
    private LoopReport report(LoopStatus status, @Nullable Object item, Thread thread) {
        long nanos = System.nanoTime();
        RateEstimate estimate = requireNonNull(rate); // Exists since the loop was opened.
        estimate.add(nanos, done);
        long corrected = length < 0 ? -1 : status == LoopStatus.COMPLETED ? done : Math.max(length, begun);
        return new LoopReport(
                id,
                outerId,
                settings,
                status,
                begun,
                done,
                corrected,
                item,
                thread,
                estimate.elapsedNanos(nanos),
                estimate.perSecond());
    }

    /** Emits a report and those that other threads leave to this one meanwhile. */
    private void emit(@Nullable LoopReport first) {
        LoopReport next = first;
        Throwable failure = null;
        while (next != null) {
            try {
                if (owner.isObserved()) {
                    owner.emit(next);
                }
            } catch (RuntimeException | Error thrown) {
                failure = thrown; // Observers are isolated, so the JVM is out of stack or memory.
            }
            next = nextReport();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private synchronized @Nullable LoopReport nextReport() {
        LoopReport next = waiting == null ? null : waiting.pollFirst();
        emitter = next == null ? null : emitter;
        return next;
    }

    /** Returns the sum of two counts that are not negative, or the largest count. */
    private static long sum(long count, long more) {
        long sum = count + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
