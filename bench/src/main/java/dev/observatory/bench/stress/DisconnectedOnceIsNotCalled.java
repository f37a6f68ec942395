package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * An observer of one emission that {@code disconnect} finds, in its hook or waiting for an executor, is not called by the task of the
 * executor; and one that is not found has not been connected any more when it was searched for.
 */
@JCStressTest
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "disconnected and not called")
@Outcome(expect = Expect.FORBIDDEN, desc = "called after it was disconnected, or not found")
@State
public class DisconnectedOnceIsNotCalled {
    private final EventHook0 hook = new EventHook0();
    private final AtomicReference<Runnable> task = new AtomicReference<>(() -> {});
    private final Runnable observer = this::call;
    private int calls;
    private boolean found;

    /** Connects the observer, with an executor that keeps its task. */
    public DisconnectedOnceIsNotCalled() {
        hook.with().once().on(task::set).connect(observer);
    }

    private void call() {
        calls++;
    }

    /** Emits: the observer leaves the hook, and its call waits for the executor. */
    @Actor
    public void emit() {
        hook.emit();
    }

    /** Disconnects the observer, wherever it is. */
    @Actor
    public void disconnect() {
        found = hook.disconnect(observer);
    }

    /**
     * Runs the task of the executor.
     *
     * @param result whether the observer was found, and how often it was called afterwards
     */
    @Arbiter
    public void run(ZI_Result result) {
        Runnable kept = task.get();
        if (kept != null) {
            kept.run();
        }
        result.r1 = found;
        result.r2 = calls;
    }
}
