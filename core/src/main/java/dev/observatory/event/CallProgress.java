package dev.observatory.event;

import java.util.ArrayList;
import java.util.List;

/** The loops of one call. Confined to the thread of the call. */
final class CallProgress implements ProgressLoop.Work {
    private final EventCall call;
    private final List<ProgressLoop> open = new ArrayList<>(1);

    CallProgress(EventCall call) {
        this.call = call;
    }

    @Override
    public EventPoint event() {
        return call.event();
    }

    @Override
    public void opened(ProgressLoop loop) {
        open.add(loop);
    }

    @Override
    public void closed(ProgressLoop loop) {
        open.remove(loop);
    }

    @Override
    public void emit(ProgressData progress) {
        call.emit(progress);
    }

    /** The call has ended: loops that are still in progress were left early. */
    void closeAll() {
        List.copyOf(open).forEach(ProgressLoop::close);
    }
}
