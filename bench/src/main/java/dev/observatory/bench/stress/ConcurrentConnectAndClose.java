package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import dev.observatory.hook.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who connects, who closes and who emits do not disturb one another: afterwards exactly those still open are called. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "the closed one is gone, the others are there")
@Outcome(expect = Expect.FORBIDDEN, desc = "back from the dead, or lost")
@State
public class ConnectedAndClosed {
    private final EventHook0 hook = new EventHook0();
    private final Subscription goes;
    private int gone;
    private int stayed;
    private int came;

    /** Connects what stays and what goes. */
    public ConnectedAndClosed() {
        goes = hook.connect(() -> gone++);
        hook.connect(() -> stayed++);
        hook.emit();
    }

    /** Closes. */
    @Actor
    public void close() {
        goes.close();
    }

    /** Connects, and emits: that settles the state that both leave. A third actor would need a third processor. */
    @Actor
    public void connectAndEmit() {
        hook.connect(() -> came++);
        hook.emit();
    }

    /**
     * Emits when both are done.
     *
     * @param result how often each was called by this emission
     */
    @Arbiter
    public void emitAgain(III_Result result) {
        gone = 0;
        stayed = 0;
        came = 0;
        hook.emit();
        result.r1 = gone;
        result.r2 = stayed;
        result.r3 = came;
    }
}
