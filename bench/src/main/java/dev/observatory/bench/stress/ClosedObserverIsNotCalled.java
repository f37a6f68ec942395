package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import dev.observatory.hook.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Once an emission under way knows that an observer was disconnected, it does not call it any more: the first observer looks
 * whether {@code close()} has returned, the second one is what was closed.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "closed between the two turns")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "called before it was known to be closed")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "known to be closed and not called")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "called although known to be closed")
@State
public class ClosedBeforeItsTurn {
    private final EventHook0 hook = new EventHook0();
    private final Subscription second;
    private volatile boolean closed;
    private int sawClosed;
    private int called;

    /** Connects both observers and emits once, so that the hook is settled when the actors meet. */
    public ClosedBeforeItsTurn() {
        hook.connect(() -> sawClosed = closed ? 1 : 0);
        second = hook.connect(() -> called++);
        hook.emit();
        called = 0;
    }

    /**
     * Emits.
     *
     * @param result whether the end was known, and whether the second observer was called all the same
     */
    @Actor
    public void emit(II_Result result) {
        hook.emit();
        result.r1 = sawClosed;
        result.r2 = called;
    }

    /** Disconnects the second observer and says so. */
    @Actor
    public void close() {
        second.close();
        closed = true;
    }
}
