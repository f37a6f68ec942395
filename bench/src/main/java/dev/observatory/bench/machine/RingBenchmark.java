package dev.observatory.bench.machine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One transition of a ring of three states; each invocation of the benchmark completes one cycle. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {

    /** Whether exit, entry and the machine itself are observed. */
    @Param({"false", "true"})
    public boolean observed;

    /** The library under test. */
    @Param({"switch", "confined", "serial", "instance-confined", "instance", "stateless4j", "squirrel", "spring", "cola"
    })
    public String system = "";

    private Ring ring = new SwitchRing();
    private long rounds;

    /** Creates the machine. */
    @Setup
    public void make() {
        ring = Ring.of(system, observed);
    }

    /** Fails unless the machine is in its initial state and, if observed, emitted three notifications per transition. */
    @TearDown
    public void isInInitialState() {
        long expected = observed && !system.equals("switch") ? rounds * 9 : 0;
        if (ring.state() != Light.RED || ring.notifications != expected) {
            throw new IllegalStateException("Benchmark is wrong: in state [" + ring.state() + "], received ["
                    + ring.notifications + "] of [" + expected + "]");
        }
    }

    /** Completes one cycle. */
    @Benchmark
    @OperationsPerInvocation(3)
    public void fire() {
        rounds++;
        ring.around();
    }
}
