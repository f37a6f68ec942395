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
 * The demand listener of a hook finally sees whether the hook is observed, even if observers connect and disconnect
 * concurrently. Woven call sites rely on this: without the notification they would remain idle permanently.
 */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the last notification sees the remaining observer")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "observed without notification")
@State
public class DemandIsNotified {
    private final EventHook0 hook = new EventHook0(HookOptions.named("demand").onDemand(this::look));
    private final Object lock = new Object();
    private final Subscription first;
    private boolean known;

    /** Connects an observer. */
    public DemandIsNotified() {
        first = hook.connect(() -> {});
    }

    private void look() {
        synchronized (lock) {
            known = hook.isObserved();
        }
    }

    /** Closes the first observer. */
    @Actor
    public void close() {
        first.close();
    }

    /** Connects another observer. */
    @Actor
    public void connect() {
        hook.connect(() -> {});
    }

    /**
     * Reads after both actors.
     *
     * @param result the state that the demand listener saw last
     */
    @Arbiter
    public void known(Z_Result result) {
        synchronized (lock) {
            result.r1 = known;
        }
    }
}
