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

/** After concurrent connecting, closing and emitting, exactly the observers with open subscriptions are called. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "only the open ones are called")
@Outcome(expect = Expect.FORBIDDEN, desc = "a closed one is called, or an open one is lost")
@State
public class ConcurrentConnectAndClose {
    private final EventHook0 hook = new EventHook0();
    private final Subscription subscription;
    private int closedCalls;
    private int openCalls;
    private int newCalls;

    /** Connects a transient and a permanent observer. */
    public ConcurrentConnectAndClose() {
        subscription = hook.connect(() -> closedCalls++);
        hook.connect(() -> openCalls++);
        hook.emit();
    }

    /** Closes the transient observer. */
    @Actor
    public void close() {
        subscription.close();
    }

    /** Connects and emits, which takes the snapshot. A third actor would require a third processor. */
    @Actor
    public void connectAndEmit() {
        hook.connect(() -> newCalls++);
        hook.emit();
    }

    /**
     * Emits after both actors.
     *
     * @param result how often this emission called each observer
     */
    @Arbiter
    public void emitAgain(III_Result result) {
        closedCalls = 0;
        openCalls = 0;
        newCalls = 0;
        hook.emit();
        result.r1 = closedCalls;
        result.r2 = openCalls;
        result.r3 = newCalls;
    }
}
