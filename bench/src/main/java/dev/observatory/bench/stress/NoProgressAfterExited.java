package dev.observatory.bench.stress;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressCounter;
import dev.observatory.event.ProgressOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A call that ends while another thread advances its loop emits exited last, whichever of the two threads does so. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the item came after the end")
@Outcome(id = "2, 0, 1", expect = Expect.ACCEPTABLE, desc = "the item came before the end")
@Outcome(expect = Expect.FORBIDDEN, desc = "progress after exited, or no end")
@State
public class NoProgressAfterExited {
    private final EventPoint event = Events.define("stress");
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger exits = new AtomicInteger();
    private final ProgressCounter counter;

    /** Makes a call whose result is pending, with a loop that is in progress. */
    public NoProgressAfterExited() {
        event.progressUpdated().connect(progress -> {
            reports.incrementAndGet();
            late.addAndGet(exits.get());
        });
        event.exited().connect(data -> exits.incrementAndGet());
        ProgressCounter[] created = new ProgressCounter[1];
        try {
            event.call(() -> {
                created[0] = Events.counter(ProgressOptions.defaults().total(2));
                return result;
            });
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        counter = created[0];
    }

    /** Finishes an item. */
    @Actor
    public void advance() {
        counter.advance();
    }

    /** Ends the call. */
    @Actor
    public void end() {
        result.complete("done");
    }

    /**
     * Counts after both actors.
     *
     * @param outcome the reports including that of the end of the loop, those after exited, and the exits
     */
    @Arbiter
    public void count(III_Result outcome) {
        outcome.r1 = reports.get();
        outcome.r2 = late.get();
        outcome.r3 = exits.get();
    }
}
