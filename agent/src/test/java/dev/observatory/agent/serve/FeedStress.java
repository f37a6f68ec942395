package dev.observatory.agent.serve;

import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * While the program sends events, the streaming thread takes one, closes the feed and counts: every event that was sent was shown or
 * dropped, and an event after the end is not counted at all. Run by {@code scripts/prove stress}.
 */
@JCStressTest
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "closed before the first")
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "one before the end")
@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "both before the end")
@Outcome(expect = Expect.FORBIDDEN, desc = "sent, and neither shown nor dropped")
@State
public class FeedStress {
    private static final WatchEvent EVENT = new WatchEvent.AssignmentEvent(0, "t", "a.B", "app", "f", "old", "new");

    private final WatchFeed feed = new WatchFeed(0, 0, 1 << 20);

    private void sendOne() {
        if (feed.admit()) {
            feed.deliver(EVENT);
        }
    }

    /** Sends two. */
    @Actor
    public void send() {
        sendOne();
        sendOne();
    }

    /**
     * Takes, closes and counts.
     *
     * @param result whether all is accounted for, and how many events there were
     */
    @Actor
    public void end(ZI_Result result) {
        feed.next();
        feed.close();
        feed.dropRest();
        Response.WatchCounts counts = feed.counts();
        result.r1 = counts.sent() == counts.shown() + counts.dropped() + counts.heldBack();
        result.r2 = (int) counts.sent();
    }
}
