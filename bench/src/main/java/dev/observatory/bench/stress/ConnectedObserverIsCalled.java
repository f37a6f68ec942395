package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An emission that starts after {@code connect} has returned calls the observer once. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "emitted before connect")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "connected during the emission")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "connected and called")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or called twice")
@State
public class ConnectedObserverIsCalled {
    private final EventHook0 hook = new EventHook0();
    private volatile boolean connected;
    private int calls;

    /** Connects an unrelated observer and emits, so that the hook has taken its snapshot. */
    public ConnectedObserverIsCalled() {
        hook.connect(() -> {});
        hook.emit();
    }

    /** Connects and records it. */
    @Actor
    public void connect() {
        hook.connect(() -> calls++);
        connected = true;
    }

    /**
     * Emits.
     *
     * @param result whether {@code connect} had returned, and how often the observer was called
     */
    @Actor
    public void emit(II_Result result) {
        result.r1 = connected ? 1 : 0;
        hook.emit();
        result.r2 = calls;
    }
}
