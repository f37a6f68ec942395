package dev.observatory.bench.dispatch;

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

/** One emission; each invocation of the benchmark makes two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DispatchBenchmark {
    // A property does not notify its listeners of an equal value, so two payloads alternate, for all systems alike.
    private final Payload even = new Payload();
    private final Payload odd = new Payload();
    private long emissions;

    /** The system under test. */
    @Param({
        Dispatch.ARRAY,
        Dispatch.OURS,
        Dispatch.FX,
        Dispatch.REACTOR,
        Dispatch.BEAN,
        Dispatch.GREENROBOT,
        Dispatch.MBASSADOR,
        Dispatch.GUAVA
    })
    public String system = "";

    /** The number of observers. */
    @Param({"0", "1", "2", "4", "8", "100"})
    public int observers;

    /** Whether each observer has a separate class. */
    @Param({"false", "true"})
    public boolean distinct;

    private Dispatch dispatch = new ArrayDispatch();

    /** Connects the observers. */
    @Setup
    public void connect() {
        dispatch = Dispatch.of(system);
        dispatch.connect(observers, distinct);
    }

    /** Fails unless each observer received each emission. */
    @TearDown
    public void allEmissionsWereReceived() {
        long seen = even.seen + odd.seen;
        if (seen != emissions * observers) {
            throw new IllegalStateException(
                    "Benchmark is wrong: seen [" + seen + "] of [" + emissions * observers + "]");
        }
    }

    /** Emits both payloads. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void emit() {
        emissions += 2;
        dispatch.emit(even);
        dispatch.emit(odd);
    }
}
