package dev.observatory.bench.stress;

import dev.observatory.graph.Derived;
import dev.observatory.graph.Graph;
import dev.observatory.graph.Value;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader of a new value sees all writes to it that precede {@code set}, and a value derived from it is never older. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before it was set")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "set between the two reads")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "read after it was set")
@Outcome(expect = Expect.FORBIDDEN, desc = "partially constructed, or older than the value read before")
@State
public class ValueIsSafelyPublished {
    private final Graph graph = Graph.create();
    private final Value<Box> value = Value.of(graph, new Box());
    private final Derived<Integer> content = Derived.of(value, box -> box.content);

    private static final class Box {
        private int content;
    }

    /** Reads once, so that the derived value is cached. */
    public ValueIsSafelyPublished() {
        content.get();
    }

    /** Sets a new value. */
    @Actor
    public void write() {
        Box box = new Box();
        box.content = 1;
        value.set(box);
    }

    /**
     * Reads the value, and then the derived one.
     *
     * @param result the contents
     */
    @Actor
    public void read(II_Result result) {
        result.r1 = value.get().content;
        result.r2 = content.get();
    }
}
