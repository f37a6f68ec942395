package dev.observatory.bench.stress;

import dev.observatory.graph.Effect;
import dev.observatory.graph.Graph;
import dev.observatory.graph.Value;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An effect on an executor that runs while its input is written sees the last value in the end. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the last value was seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "a change was missed")
@State
public class ScheduledEffectSeesTheLastValue {
    private final Graph graph = Graph.create();
    private final Value<Integer> value = Value.of(graph, 0);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile int seen;

    /** Creates the effect, and changes its input once. */
    public ScheduledEffectSeesTheLastValue() {
        Effect effect = Effect.on(tasks::add).of(graph, () -> seen = value.get());
        runAll();
        value.set(1);
        effect.named("observed");
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs what was submitted. */
    @Actor
    public void run() {
        runAll();
    }

    /** Changes the input again. */
    @Actor
    public void write() {
        value.set(2);
    }

    /**
     * Runs what is left after both actors.
     *
     * @param result the value that the effect saw last
     */
    @Arbiter
    public void finish(I_Result result) {
        runAll();
        result.r1 = seen;
    }
}
