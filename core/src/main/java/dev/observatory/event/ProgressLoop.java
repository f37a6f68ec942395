package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/** Counts the progress of one loop through its items and emits it through the work that the loop belongs to. */
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

    /** The owner of loops, which closes those that are still open when it ends. */
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

    /** Marks the latest item as finished; has no effect if it already is. */
    void finish() {
        if (done < begun && !closed) {
            done = begun;
            emit(EventStatus.PROGRESS_UPDATED);
        }
    }

    /** Marks all items as finished. */
    void complete() {
        end(EventStatus.COMPLETED);
    }

    /** Ends the loop; if not all items are finished, it was left early. */
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
