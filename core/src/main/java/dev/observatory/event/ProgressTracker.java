package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/** Counts one loop's way through its items and emits it on behalf of the call that the loop runs in. */
final class ProgressTracker {
    private final EventCall call;
    private final long length;
    private long begun;
    private long done;
    private @Nullable Object item;
    private boolean closed;

    ProgressTracker(EventCall call, long length) {
        this.call = call;
        this.length = length;
        call.opened(this);
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
            emit(status);
        }
    }

    private void emit(EventStatus status) {
        call.emit(new ProgressData(call.event(), begun, done, length, item, status));
    }
}
