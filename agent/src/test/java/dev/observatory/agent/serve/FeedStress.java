package dev.observatory.agent.serve;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * While the program tells events, the one who shows them takes one, closes, and counts: what was sent was shown or dropped, and what
 * comes too late is not counted at all. Run by {@code scripts/prove stress}.
 */
@JCStressTest
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "closed before any came")
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "one came in time")
@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "both came in time")
@Outcome(expect = Expect.FORBIDDEN, desc = "sent, and neither shown nor dropped")
@State
public class FeedStress {
    private static final List<String> EVENT = List.of("kind", "call");

    private final WatchFeed feed = new WatchFeed(0, 0);

    private void tellOne() {
        if (feed.wants()) {
            feed.tell(EVENT);
        }
    }

    /** Tells two. */
    @Actor
    public void tell() {
        tellOne();
        tellOne();
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
        WatchFeed.Counts counts = feed.counts();
        result.r1 = counts.sent() == counts.shown() + counts.dropped() + counts.heldBack();
        result.r2 = (int) counts.sent();
    }
}
