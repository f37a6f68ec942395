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
 * An emission in progress does not call an observer whose {@code close()} has returned before its turn: the first observer
 * records whether {@code close()} of the second has returned.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "closed between the two calls")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "called before close() returned")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "closed and not called")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "called although close() had returned")
@State
public class ClosedObserverIsNotCalled {
    private final EventHook0 hook = new EventHook0();
    private final Subscription second;
    private volatile boolean closed;
    private int sawClosed;
    private int called;

    /** Connects both observers and emits once, so that the hook has taken its snapshot. */
    public ClosedObserverIsNotCalled() {
        hook.connect(() -> sawClosed = closed ? 1 : 0);
        second = hook.connect(() -> called++);
        hook.emit();
        called = 0;
    }

    /**
     * Emits.
     *
     * @param result whether {@code close()} had returned, and whether the second observer was called
     */
    @Actor
    public void emit(II_Result result) {
        hook.emit();
        result.r1 = sawClosed;
        result.r2 = called;
    }

    /** Disconnects the second observer and records it. */
    @Actor
    public void close() {
        second.close();
        closed = true;
    }
}
