package dev.observatory.bench.stress;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressCounter;
import dev.observatory.event.ProgressData;
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

/** Two threads that advance one loop of a call are reported one at a time, each item once, in the order of the numbers. */
@JCStressTest
@Outcome(id = "2, 0, 0", expect = Expect.ACCEPTABLE, desc = "both reported, in order, one at a time")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, out of order or concurrent")
@State
public class LoopOfOneCallOnTwoThreads {
    private final EventPoint event = Events.define("stress");
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger concurrent = new AtomicInteger();
    private final AtomicInteger disordered = new AtomicInteger();
    private final ProgressCounter counter;

    /** Begins a call, which remains in progress, and its loop. */
    public LoopOfOneCallOnTwoThreads() {
        event.progressUpdated().connect(this::observe);
        ProgressCounter[] created = new ProgressCounter[1];
        try {
            event.call(() -> {
                created[0] = Events.counter(ProgressOptions.defaults());
                return new CompletableFuture<>();
            });
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        counter = created[0];
    }

    private void observe(ProgressData progress) {
        if (inside.incrementAndGet() > 1) {
            concurrent.incrementAndGet();
        }
        if (progress.done() != reports.incrementAndGet()) {
            disordered.incrementAndGet();
        }
        inside.decrementAndGet();
    }

    /** Finishes an item. */
    @Actor
    public void advance() {
        counter.advance();
    }

    /** Finishes another item concurrently. */
    @Actor
    public void advanceConcurrently() {
        counter.advance();
    }

    /**
     * Counts after both actors.
     *
     * @param result the reports, those out of order, and the concurrent ones
     */
    @Arbiter
    public void count(III_Result result) {
        result.r1 = reports.get();
        result.r2 = disordered.get();
        result.r3 = concurrent.get();
    }
}
