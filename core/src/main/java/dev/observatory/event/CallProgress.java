package dev.observatory.event;

import dev.observatory.event.loop.Loop;
import dev.observatory.event.loop.LoopOwner;
import dev.observatory.event.loop.LoopReport;
import dev.observatory.event.loop.OpenLoops;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one call: its loops and its explicit reports, which may come from any thread.
 *
 * <p>No progress is emitted once the call has ended, and a call does not end while another thread emits progress: then that thread
 * ends it, after its observers have returned. Neither thread waits for the other, since an observer may wait for either.
 */
final class CallProgress implements LoopOwner {
    private final OpenLoops open = new OpenLoops();
    private final ExplicitReports explicit;

    // The following fields are guarded by this object, which is never locked while observers run.
    private int reporting;
    private boolean ended;
    /** The thread that closes the remaining loops, which alone may report after the end. */
    private @Nullable Thread closing;

    private @Nullable Runnable rest;

    /** Null after the end: tracked items outlive the call, and its arguments should not. */
    private volatile @Nullable EventCall call;

    CallProgress(EventCall call) {
        this.explicit = new ExplicitReports(call.event(), call.callId(), call.parentId());
        this.call = call;
    }

    @Override
    public boolean isObserved() {
        EventCall present = call;
        return present != null && present.isProgressObserved();
    }

    @Override
    public long opened(Loop loop, Object user) {
        return open.add(loop, user);
    }

    @Override
    public void closed(Loop loop) {
        open.remove(loop);
    }

    @Override
    public synchronized boolean enter() {
        if (ended && closing != Thread.currentThread()) {
            return false;
        }
        reporting++;
        return true;
    }

    @Override
    public void leave() {
        Runnable now = null;
        synchronized (this) {
            reporting--;
            if (reporting == 0) {
                now = rest;
                rest = null;
            }
        }
        if (now != null) {
            now.run();
        }
    }

    @Override
    public void emit(LoopReport report) {
        EventCall present = call;
        if (present != null) {
            present.emit(ProgressData.of(present.event(), present.callId(), present.parentId(), report));
        }
    }

    /** Emits an explicit report, unless the call has ended. */
    void report(long done, long length, @Nullable Object item) {
        if (enter()) {
            try {
                EventCall present = call;
                if (present != null) {
                    present.emit(explicit.next(done, length, item));
                }
            } finally {
                leave();
            }
        }
    }

    /** Ends the progress: no further report begins. Returns whether none is being emitted either. */
    synchronized boolean end() {
        ended = true;
        return reporting == 0;
    }

    /** Runs the rest of the call once no progress is being emitted: now, or on the thread that emits the last report. */
    void afterReports(Runnable restOfCall) {
        synchronized (this) {
            if (reporting > 0) {
                rest = restOfCall;
                return;
            }
        }
        restOfCall.run();
    }

    /** Reports the loops that are still in progress as left early. Called once, after the end. */
    void closeLoops() {
        synchronized (this) {
            closing = Thread.currentThread();
        }
        try {
            open.closeAll();
        } finally {
            synchronized (this) {
                closing = null;
                call = null;
            }
        }
    }
}
