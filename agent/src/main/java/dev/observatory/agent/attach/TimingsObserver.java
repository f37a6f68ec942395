package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.serve.AgentService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes the durations of calls on, without values. */
final class TimingsObserver implements WatchSession.Observer {
    private final MemberLabels labels;
    private final AgentService.TimingSink timings;

    TimingsObserver(MemberLabels labels, AgentService.TimingSink timings) {
        this.labels = labels;
        this.timings = timings;
    }

    @Override
    public boolean observesBeginnings() {
        return false;
    }

    @Override
    public @Nullable Consumer<CallView> callBegins(CallView call) {
        return null;
    }

    @Override
    public void callEnded(CallView call) {
        Class<?> owner = call.owner();
        String method = call.method();
        boolean hasCrashed = call.exception() != null;
        if (owner == null || method == null) {
            timings.record(call.name(), "", call.nanos(), hasCrashed);
        } else {
            timings.record(
                    owner.getName() + "." + labels.method(owner, method),
                    labels.loader(owner),
                    call.nanos(),
                    hasCrashed);
        }
    }

    @Override
    public void assigned(AssignmentView assignment) {
        // No calls.
    }
}
