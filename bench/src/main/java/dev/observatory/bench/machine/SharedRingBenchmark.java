package dev.observatory.bench.machine;

import com.github.oxo42.stateless4j.StateMachine;
import com.github.oxo42.stateless4j.StateMachineConfig;
import dev.observatory.machine.FireResult;
import dev.observatory.machine.MachineInstance;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Eight threads on one ring, each firing triggers in turn by its own counter; refused triggers count as operations, too. */
@State(Scope.Benchmark)
@Threads(8)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SharedRingBenchmark {
    private static final Cue[] CUES = Cue.values();

    private final MachineInstance<Light, Cue, Object> ours = InstanceRing.DEFINITION.instance("context");
    private final StateMachine<Light, Cue> stateless4j = new StateMachine<>(Light.RED, config());
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong takenByStateless4j = new AtomicLong();
    private final AtomicLong takenBySwitch = new AtomicLong();
    private final Object lock = new Object();
    private Light light = Light.RED;

    /** The counter of one thread. */
    @State(Scope.Thread)
    public static class Own {
        private int at;

        private Cue next() {
            at = at == CUES.length - 1 ? 0 : at + 1;
            return CUES[at];
        }
    }

    private static StateMachineConfig<Light, Cue> config() {
        StateMachineConfig<Light, Cue> config = new StateMachineConfig<>();
        for (Light state : Light.values()) {
            config.configure(state).permit(Ring.cueOf(state), Ring.after(state));
        }
        return config;
    }

    /** Fails if a transition was lost or taken twice: the number of transitions determines the state. */
    @TearDown
    public void isWhereTheTransitionsLead() {
        check(taken.get(), ours.state());
        check(takenByStateless4j.get(), stateless4j.getState());
        check(takenBySwitch.get(), light);
    }

    private static void check(long transitions, Light state) {
        Light expected = Light.RED;
        for (long i = 0; i < transitions % Light.values().length; i++) {
            expected = Ring.after(expected);
        }
        if (state != expected) {
            throw new IllegalStateException(
                    "Benchmark is wrong: after [" + transitions + "] transitions in state [" + state + "]");
        }
    }

    /**
     * Observatory's machine, in mode SERIAL.
     *
     * @param own the counter of this thread
     */
    @Benchmark
    public void serial(Own own) {
        if (ours.tryFire(own.next()) == FireResult.TRANSITIONED) {
            taken.incrementAndGet();
        }
    }

    /**
     * stateless4j, which is not thread-safe, under a lock.
     *
     * @param own the counter of this thread
     */
    @Benchmark
    public void lockedStateless4j(Own own) {
        Cue cue = own.next();
        synchronized (stateless4j) {
            if (stateless4j.canFire(cue)) {
                stateless4j.fire(cue);
                takenByStateless4j.incrementAndGet();
            }
        }
    }

    /**
     * The lower bound: a comparison and an assignment, under a lock.
     *
     * @param own the counter of this thread
     */
    @Benchmark
    public void lockedSwitch(Own own) {
        Cue cue = own.next();
        synchronized (lock) {
            if (Ring.cueOf(light) == cue) {
                light = Ring.after(light);
                takenBySwitch.incrementAndGet();
            }
        }
    }
}
