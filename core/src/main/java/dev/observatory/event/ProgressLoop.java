package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/** Counts one loop's way through its items and emits it on behalf of whatever the loop is part of. */
final class ProgressLoop {
    private final Work work;
    private final long length;
    private long begun;
    private long done;
    private @Nullable Object item;
    private boolean closed;

    ProgressLoop(Work work, long length) {
        this.work = work;
        this.length = length;
        work.opened(this);
    }

    /** What loops are part of: closes those that are still open when it ends. */
    interface Work {
        EventPoint event();

        void opened(ProgressLoop loop);

        void closed(ProgressLoop loop);

        void emit(ProgressData progress);
    }

    void begin(@Nullable Object next) {
        begun++;
        item = next;
    }

    /** The item that was begun last is finished; does nothing if it was finished before. */
    void finish() {
        if (done < begun && !closed) {
            done = begun;
            emit(EventStatus.PROGRESS_UPDATED);
        }
    }

    /** All items are finished. */
    void complete() {
        end(EventStatus.COMPLETED);
    }

    /** The loop is over; if not all items were finished, it was left early. */
    void close() {
        end(EventStatus.EXITED);
    }

    private void end(EventStatus status) {
        if (!closed) {
            closed = true;
            work.closed(this);
            emit(status);
        }
    }

    private void emit(EventStatus status) {
        work.emit(new ProgressData(work.event(), begun, done, length, item, status));
    }
}
