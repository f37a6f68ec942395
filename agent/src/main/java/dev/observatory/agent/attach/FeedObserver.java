package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.serve.WatchRequest;
import java.util.List;

/** Passes what a watch observes on to a feed, as text. Near the end of the stack the encoding may fail: the event still counts. */
final class FeedObserver implements WatchSession.Observer {
    private final EventEncoder encoder;
    private final WatchFilter filter;
    private final AgentService.Feed feed;

    FeedObserver(WatchRequest request, AgentService.Feed feed) {
        this.encoder = new EventEncoder(request);
        this.filter = new WatchFilter(request);
        this.feed = feed;
    }

    @Override
    public void callEnded(CallView call) {
        if (filter.accepts(call) && feed.wants()) {
            List<String> text = null;
            try {
                text = encoder.encode(call);
            } finally {
                feed.tell(text);
            }
        }
    }

    @Override
    public void assigned(AssignmentView assignment) {
        if (feed.wants()) {
            List<String> text = null;
            try {
                text = encoder.encode(assignment);
            } finally {
                feed.tell(text);
            }
        }
    }
}
