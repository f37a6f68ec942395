package dev.observatory.bench.stress;

import dev.observatory.hook.EventHook0;
import dev.observatory.hook.Pause;
import dev.observatory.hook.PauseMode;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Emissions concurrent with a buffering pause are delivered exactly once: immediately, or when the pause ends. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both emissions were delivered")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost or delivered twice")
@State
public class BufferedWhilePaused {
    private final EventHook0 hook = new EventHook0();
    private final AtomicInteger calls = new AtomicInteger();

    /** Connects. */
    public BufferedWhilePaused() {
        hook.connect(calls::incrementAndGet);
    }

    /** Emits twice. */
    @Actor
    public void emit() {
        hook.emit();
        hook.emit();
    }

    /** Pauses and resumes. */
    @Actor
    public void pause() {
        try (Pause pause = hook.paused(PauseMode.BUFFER)) {
            Thread.onSpinWait();
        }
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
