package dev.observatory.bench.dispatch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Emissions to eight steady observers while another thread repeatedly connects and disconnects a ninth. */
@State(Scope.Group)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChurnBenchmark {
    private static final int STEADY = 8;
    private final Payload payload = new Payload();
    private long emissions;
    private Dispatch dispatch = new ArrayDispatch();
    private Object transientObserver = "";

    /** The system under test; JavaFX properties are single-threaded. */
    @Param({Dispatch.OURS, Dispatch.REACTOR, Dispatch.BEAN, Dispatch.GREENROBOT, Dispatch.MBASSADOR, Dispatch.GUAVA})
    public String system = "";

    /** Connects the steady observers. */
    @Setup
    public void connect() {
        dispatch = Dispatch.of(system);
        dispatch.connect(STEADY, true);
        transientObserver =
                ObserverFactory.ofOneClass(dispatch.observerType(), 1).get(0);
    }

    /** Fails unless the steady observers received every emission, and the transient one at most every. */
    @TearDown
    public void allEmissionsWereReceived() {
        long least = emissions * STEADY;
        if (payload.seen < least || payload.seen > least + emissions) {
            throw new IllegalStateException("Benchmark is wrong: seen [" + payload.seen + "] of [" + least + "]");
        }
    }

    /** Emits. */
    @Benchmark
    @Group("churn")
    public void emit() {
        emissions++;
        dispatch.emit(payload);
    }

    /** Connects and disconnects. */
    @Benchmark
    @Group("churn")
    public void connectAndClose() {
        dispatch.close(dispatch.connect(transientObserver));
    }
}
