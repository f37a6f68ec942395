package dev.observatory.bench.stress;

import dev.observatory.graph.Effect;
import dev.observatory.graph.Graph;
import dev.observatory.graph.Value;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An effect whose {@code close()} has returned before its turn does not run: an effect in front of it records whether
 * {@code close()} of the second has returned.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "closed between the two turns")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "run began before close() returned")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "closed and not run")
@Outcome(expect = Expect.FORBIDDEN, desc = "run began although close() had returned")
@State
public class ClosedEffectDoesNotRun {
    private final Graph graph = Graph.create();
    private final Value<Integer> value = Value.of(graph, 0);
    private final Effect second;
    private volatile boolean closed;
    private int sawClosed;
    private int ran;

    /** Creates both effects, the recording one first. */
    public ClosedEffectDoesNotRun() {
        Effect first = Effect.of(graph, () -> sawClosed = value.get() > 0 && closed ? 1 : 0);
        second = Effect.of(graph, () -> ran = value.get());
        first.named("records");
    }

    /**
     * Changes what both effects read.
     *
     * @param result whether {@code close()} had returned, and whether the second effect ran
     */
    @Actor
    public void write(II_Result result) {
        value.set(1);
        result.r1 = sawClosed;
        result.r2 = ran;
    }

    /** Closes the second effect and records it. */
    @Actor
    public void close() {
        second.close();
        closed = true;
    }
}
