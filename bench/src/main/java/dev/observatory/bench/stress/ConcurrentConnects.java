package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Observers that connect concurrently are all connected afterwards; an observer connected twice is called once. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "each called once")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or connected twice")
@State
public class ConcurrentConnects {
    private final EventHook0 hook = new EventHook0();
    private int first;
    private int second;
    private int shared;
    private final Runnable both = () -> shared++;

    /** Connects the first observer and the shared one. */
    @Actor
    public void connectFirst() {
        hook.connect(() -> first++);
        hook.connect(both);
    }

    /** Connects the shared observer and the second one. */
    @Actor
    public void connectSecond() {
        hook.connect(both);
        hook.connect(() -> second++);
    }

    /**
     * Emits after both actors.
     *
     * @param result how often each was called
     */
    @Arbiter
    public void emit(III_Result result) {
        hook.emit();
        result.r1 = first;
        result.r2 = second;
        result.r3 = shared;
    }
}
