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

/** A derived value that switches to another input tracks it, even if that input is written concurrently. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "read before the new input was written")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "read after the new input was written")
@Outcome(expect = Expect.FORBIDDEN, desc = "the new input is not tracked")
@State
public class DynamicInputIsTracked {
    private final Graph graph = Graph.create();
    private final Value<Boolean> isSwitched = Value.of(graph, false);
    private final Value<Integer> before = Value.of(graph, 0);
    private final Value<Integer> after = Value.of(graph, 1);
    private final Derived<Integer> chosen = Derived.of(graph, () -> isSwitched.get() ? after.get() : before.get());

    /** Reads once, so that the first input is tracked. */
    public DynamicInputIsTracked() {
        chosen.get();
    }

    /**
     * Switches to the other input and reads.
     *
     * @param result the derived value after the switch
     */
    @Actor
    public void turn(II_Result result) {
        isSwitched.set(true);
        result.r1 = chosen.get();
    }

    /** Writes the other input. */
    @Actor
    public void write() {
        after.set(2);
    }

    /**
     * Reads after both actors.
     *
     * @param result the final derived value
     */
    @Arbiter
    public void readAgain(II_Result result) {
        result.r2 = chosen.get();
    }
}
