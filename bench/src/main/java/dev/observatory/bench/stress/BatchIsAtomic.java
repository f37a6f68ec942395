package dev.observatory.bench.stress;

import dev.observatory.graph.Derived;
import dev.observatory.graph.Graph;
import dev.observatory.graph.Value;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader on another thread sees all of a batch or none of it. */
@JCStressTest
@Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "read before the batch")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "read after the batch")
@Outcome(expect = Expect.FORBIDDEN, desc = "half a batch, or a stale result after it")
@State
public class BatchIsAtomic {
    private final Graph graph = Graph.create();
    private final Value<Integer> first = Value.of(graph, 0);
    private final Value<Integer> second = Value.of(graph, 0);
    private final Derived<Integer> sum = Derived.of(first, second, Integer::sum);

    /** Writes both values in a batch. */
    @Actor
    public void write() {
        Graph.batch(graph, () -> {
            first.set(1);
            second.set(1);
        });
    }

    /**
     * Reads.
     *
     * @param result the sum during or after the batch
     */
    @Actor
    public void read(II_Result result) {
        result.r1 = sum.get();
    }

    /**
     * Reads after both actors.
     *
     * @param result the final sum
     */
    @Arbiter
    public void readAgain(II_Result result) {
        result.r2 = sum.get();
    }
}
