package dev.observatory.bench.dispatch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Connecting and disconnecting an observer among ten others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConnectBenchmark {
    private static final int STEADY = 10;
    private Dispatch dispatch = new ArrayDispatch();
    private Object transientObserver = "";

    /** The system under test. */
    @Param({
        Dispatch.OURS,
        Dispatch.FX,
        Dispatch.REACTOR,
        Dispatch.BEAN,
        Dispatch.GREENROBOT,
        Dispatch.MBASSADOR,
        Dispatch.GUAVA
    })
    public String system = "";

    /** Connects the steady observers. */
    @Setup
    public void connect() {
        dispatch = Dispatch.of(system);
        dispatch.connect(STEADY, false);
        transientObserver =
                ObserverFactory.ofOneClass(dispatch.observerType(), 1).get(0);
    }

    /** Fails unless exactly the steady observers are connected. */
    @TearDown
    public void onlySteadyObserversRemain() {
        Payload payload = new Payload();
        dispatch.emit(payload);
        if (payload.seen != STEADY) {
            throw new IllegalStateException("Benchmark is wrong: seen [" + payload.seen + "] of [" + STEADY + "]");
        }
    }

    /** Connects and disconnects. */
    @Benchmark
    public void connectAndClose() {
        dispatch.close(dispatch.connect(transientObserver));
    }

    /** Connects, emits and disconnects; the emission prevents the system from deferring work. */
    @Benchmark
    public void connectEmitAndClose() {
        Object connection = dispatch.connect(transientObserver);
        dispatch.emit(new Payload());
        dispatch.close(connection);
    }
}
