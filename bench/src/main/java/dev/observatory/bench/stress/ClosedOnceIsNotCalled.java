package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import dev.observatory.hook.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The task of an executor does not call an observer of one emission whose {@code close()} has returned before the task began. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "closed and not called")
@Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "called after close() had returned")
@State
public class ClosedOnceIsNotCalled {
    private final EventHook0 hook = new EventHook0();
    private final Subscription subscription;
    private volatile Runnable task = () -> {};
    private int calls;

    /** Connects the observer, with an executor that keeps its task. */
    public ClosedOnceIsNotCalled() {
        subscription = hook.with().once().on(given -> task = given).connect(() -> calls++);
    }

    /** Emits: the connection closes itself, and its call waits for the executor. */
    @Actor
    public void emit() {
        hook.emit();
    }

    /** Closes the subscription. */
    @Actor
    public void close() {
        subscription.close();
    }

    /**
     * Runs the task of the executor.
     *
     * @param result how often the observer was called
     */
    @Arbiter
    public void run(I_Result result) {
        task.run();
        result.r1 = calls;
    }
}
