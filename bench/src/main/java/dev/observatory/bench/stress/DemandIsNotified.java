package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Whoever is told of a hook's demand knows in the end whether it is observed, although observers come and go at the same time.
 * Woven call sites rest on this: one that was not told stays idle for ever.
 */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the last one that was told knows of the observer that stays")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "observed, and nobody knows")
@State
public class DemandIsTold {
    private final EventHook0 hook = new EventHook0(HookOptions.named("demand").onDemand(this::look));
    private final Object lock = new Object();
    private final Subscription first;
    private boolean known;

    /** Connects one observer, which will go. */
    public DemandIsTold() {
        first = hook.connect(() -> {});
    }

    private void look() {
        synchronized (lock) {
            known = hook.isObserved();
        }
    }

    /** Closes the one that was there. */
    @Actor
    public void close() {
        first.close();
    }

    /** Connects another one. */
    @Actor
    public void connect() {
        hook.connect(() -> {});
    }

    /**
     * Looks when both are done.
     *
     * @param result what the listener of demand knows
     */
    @Arbiter
    public void known(Z_Result result) {
        synchronized (lock) {
            result.r1 = known;
        }
    }
}
