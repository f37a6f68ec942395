package dev.observatory.bench.stress;

import dev.observatory.graph.Effect;
import dev.observatory.graph.Graph;
import dev.observatory.graph.Value;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An effect that is closed while it runs on another thread cleans up after each of its runs, once. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "closed before the second run")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "closed during the second run or after it")
@Outcome(expect = Expect.FORBIDDEN, desc = "a run is not cleaned up, or twice")
@State
public class ClosedEffectIsCleanedOnce {
    private final Graph graph = Graph.create();
    private final Value<Integer> value = Value.of(graph, 0);
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger cleanups = new AtomicInteger();
    private final Effect effect = Effect.of(graph, self -> {
        int unused = value.get();
        runs.incrementAndGet();
        self.onCleanup(cleanups::incrementAndGet);
    });

    /** Makes the effect run again. */
    @Actor
    public void write() {
        value.set(1);
    }

    /** Closes the effect. */
    @Actor
    public void close() {
        effect.close();
    }

    /**
     * Counts after both actors.
     *
     * @param result the number of runs and of cleanups
     */
    @Arbiter
    public void count(II_Result result) {
        result.r1 = runs.get();
        result.r2 = cleanups.get();
    }
}
