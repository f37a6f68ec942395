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

/** One transition of two, which have guards or carry a payload. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {

    /** Whether one of the two has eight guards; else both carry a payload. */
    @Param({"false", "true"})
    public boolean guarded;

    /** Which system. */
    @Param({"switch", "confined", "serial", "stateless4j", "squirrel", "spring", "cola"})
    public String system = "";

    private Gate gate = new SwitchGate(false);
    private long rounds;

    /** Makes the machine. */
    @Setup
    public void make() {
        gate = Gate.of(system, guarded);
    }

    /** Fails unless the machine is where it began, and every payload has arrived. */
    @TearDown
    public void isWhereItBegan() {
        long expected = guarded ? 0 : rounds * 2;
        if (gate.state() != Light.RED || gate.sum != expected) {
            throw new IllegalStateException("Benchmark is wrong: in state [" + gate.state() + "], added [" + gate.sum
                    + "] of [" + expected + "]");
        }
    }

    /** Goes there and back. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void fire() {
        rounds++;
        gate.around();
    }
}
