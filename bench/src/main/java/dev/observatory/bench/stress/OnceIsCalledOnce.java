package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An observer connected with {@code once()} is called once, even by concurrent emissions. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "once")
@Outcome(expect = Expect.FORBIDDEN, desc = "never, or more than once")
@State
public class OnceIsCalledOnce {
    private final EventHook0 hook = new EventHook0();
    private final AtomicInteger calls = new AtomicInteger();

    /** Connects. */
    public OnceIsCalledOnce() {
        hook.with().once().connect(calls::incrementAndGet);
    }

    /** Emits. */
    @Actor
    public void emit() {
        hook.emit();
    }

    /** Emits concurrently. */
    @Actor
    public void emitConcurrently() {
        hook.emit();
    }

    /**
     * Counts after both actors.
     *
     * @param result how often the observer was called
     */
    @Arbiter
    public void count(I_Result result) {
        result.r1 = calls.get();
    }
}
