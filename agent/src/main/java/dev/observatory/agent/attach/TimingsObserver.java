package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.serve.AgentService;

/** Passes the durations of calls on, without values. */
final class TimingsObserver implements WatchSession.Observer {
    private final AgentService.TimingSink timings;

    TimingsObserver(AgentService.TimingSink timings) {
        this.timings = timings;
    }

    @Override
    public void callEnded(CallView call) {
        timings.record(label(call), call.nanos(), call.exception() != null);
    }

    @Override
    public void assigned(AssignmentView assignment) {
        // No calls.
    }

    /** Class and method. */
    private static String label(CallView call) {
        Class<?> owner = call.owner();
        String method = call.method();
        return owner == null || method == null ? call.name() : owner.getName() + "." + EventEncoder.signatureOf(method);
    }
}
