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

/** One of two transitions that have guards or carry a payload. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {

    /** Whether one transition has eight guards; otherwise both carry a payload. */
    @Param({"false", "true"})
    public boolean guarded;

    /** The library under test. */
    @Param({"switch", "confined", "serial", "stateless4j", "squirrel", "spring", "cola"})
    public String system = "";

    private Gate gate = new SwitchGate(false);
    private long rounds;

    /** Creates the machine. */
    @Setup
    public void make() {
        gate = Gate.of(system, guarded);
    }

    /** Fails unless the machine is in its initial state and every payload was added. */
    @TearDown
    public void isWhereItBegan() {
        long expected = guarded ? 0 : rounds * 2;
        if (gate.state() != Light.RED || gate.sum != expected) {
            throw new IllegalStateException("Benchmark is wrong: in state [" + gate.state() + "], added [" + gate.sum
                    + "] of [" + expected + "]");
        }
    }

    /** Takes both transitions. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void fire() {
        rounds++;
        gate.around();
    }
}
