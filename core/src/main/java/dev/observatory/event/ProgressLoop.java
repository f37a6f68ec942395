package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/**
 * Counts the progress of one loop through its items and emits it through the work that the loop belongs to.
 *
 * <p>The last report of a loop is that of its end, whichever thread ends it: an end that coincides with a report of another thread
 * is emitted by that thread, after the report. Safe for use by multiple threads.
 */
final class ProgressLoop {
    private final Work work;
    private final ItemCount count;

    // The following fields are guarded by this loop, which is never locked while observers or the items' own code run.
    private boolean countKnown;
    private long length = -1;
    private long begun;
    private long done;
    private @Nullable Object item;
    private int reporting;
    private boolean ended;
    private @Nullable EventStatus endToReport;

    ProgressLoop(Work work, ItemCount count) {
        this.work = work;
        this.count = count;
        work.opened(this);
    }

    /** The owner of loops, which closes those that are still open when it ends. */
    interface Work {
        EventPoint event();

        /** Returns whether an observer of the progress is connected. */
        boolean isObserved();

        void opened(ProgressLoop loop);

        void closed(ProgressLoop loop);

        /** Begins a report; returns false if the work has ended. {@link #leave} must follow if it returns true. */
        boolean enter();

        void leave();

        /** Emits progress between {@link #enter} and {@link #leave}. */
        void emit(ProgressData progress);
    }

    /**
     * Prepares for the first request of an item. Only now, and only if progress is observed, are the items counted, since counting
     * them may execute code of the application that the loop alone would not.
     */
    void start() {
        countItems(false);
    }

    synchronized void begin(@Nullable Object next) {
        begun++;
        item = next;
    }

    /** Marks the latest item as finished; has no effect if it already is. */
    void finish() {
        report(null);
    }

    /** Marks all items as finished. */
    void complete() {
        report(EventStatus.COMPLETED);
    }

    /** Ends the loop; if not all items are finished, it was left early. Called by any thread. */
    void close() {
        end(EventStatus.EXITED);
    }

    private void report(@Nullable EventStatus end) {
        if (!work.enter()) {
            return;
        }
        try {
            countItems(true);
            if (finishLatest()) {
                try {
                    emit(EventStatus.PROGRESS_UPDATED);
                } finally {
                    reported();
                }
            }
            if (end != null) {
                end(end);
            }
        } finally {
            work.leave();
        }
    }

    private synchronized boolean finishLatest() {
        if (ended || done == begun) {
            return false;
        }
        done = begun;
        reporting++;
        return true;
    }

    private void reported() {
        EventStatus end;
        synchronized (this) {
            reporting--;
            end = reporting == 0 ? endToReport : null;
            if (end != null) {
                endToReport = null;
            }
        }
        if (end != null) {
            emit(end);
        }
    }

    private void end(EventStatus status) {
        boolean isLeftToReporter;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            isLeftToReporter = reporting > 0;
            endToReport = isLeftToReporter ? status : null;
        }
        work.closed(this);
        if (!isLeftToReporter) {
            emit(status);
        }
    }

    private void emit(EventStatus status) {
        if (work.isObserved()) {
            work.emit(data(status));
        }
    }

    /** Returns the progress at this moment. The number of items is corrected where the loop has shown it to be wrong. */
    private synchronized ProgressData data(EventStatus status) {
        long corrected = length < 0 ? -1 : status == EventStatus.COMPLETED ? done : Math.max(length, begun);
        return new ProgressData(work.event(), begun, done, corrected, item, status);
    }

    /** Counts the items on the thread of the loop, at most once. */
    private void countItems(boolean hasStarted) {
        if (!isCountKnown() && work.isObserved()) {
            long counted = hasStarted && !count.isStable() ? -1 : count.orUnknown();
            synchronized (this) {
                countKnown = true;
                length = counted;
            }
        }
    }

    private synchronized boolean isCountKnown() {
        return countKnown;
    }
}
