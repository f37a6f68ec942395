package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;

/** Passes what a watch observes on to a feed, encoded. Near the end of the stack the encoding may fail: the event still counts. */
final class FeedObserver implements WatchSession.Observer {
    private final EventEncoder encoder;
    private final WatchFilter filter;
    private final AgentService.EventSink feed;

    FeedObserver(Request.Watch request, AgentService.EventSink feed) {
        this.encoder = new EventEncoder(request);
        this.filter = new WatchFilter(request);
        this.feed = feed;
    }

    @Override
    public void callEnded(CallView call) {
        if (filter.accepts(call) && feed.admit()) {
            Response.Event event = null;
            try {
                event = encoder.encode(call);
            } finally {
                feed.deliver(event);
            }
        }
    }

    @Override
    public void assigned(AssignmentView assignment) {
        if (feed.admit()) {
            Response.Event event = null;
            try {
                event = encoder.encode(assignment);
            } finally {
                feed.deliver(event);
            }
        }
    }
}
