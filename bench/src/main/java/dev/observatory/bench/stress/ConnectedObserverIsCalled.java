package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An emission by somebody who knows that {@code connect} has returned reaches the observer, once. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "emitted before")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "connected in time")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "known to be connected, and heard")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or told twice")
@State
public class ConnectedIsHeard {
    private final EventHook0 hook = new EventHook0();
    private volatile boolean connected;
    private int calls;

    /** Settles the hook with one observer of no interest. */
    public ConnectedIsHeard() {
        hook.connect(() -> {});
        hook.emit();
    }

    /** Connects and says so. */
    @Actor
    public void connect() {
        hook.connect(() -> calls++);
        connected = true;
    }

    /**
     * Emits.
     *
     * @param result whether the observer was known to be connected, and how often it was called
     */
    @Actor
    public void emit(II_Result result) {
        result.r1 = connected ? 1 : 0;
        hook.emit();
        result.r2 = calls;
    }
}
