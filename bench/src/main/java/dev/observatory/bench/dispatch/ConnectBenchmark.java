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

/** An observer that comes and goes where ten others are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConnectBenchmark {
    private static final int STEADY = 10;
    private Dispatch dispatch = new ArrayDispatch();
    private Object comingAndGoing = "";

    /** Which system. */
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

    /** Connects those who stay. */
    @Setup
    public void connect() {
        dispatch = Dispatch.of(system);
        dispatch.connect(STEADY, false);
        comingAndGoing = Copies.ofOneClass(dispatch.observerType(), 1).get(0);
    }

    /** Fails unless those who stayed are there, and nobody else. */
    @TearDown
    public void thoseWhoStayedAreThere() {
        Payload payload = new Payload();
        dispatch.emit(payload);
        if (payload.seen != STEADY) {
            throw new IllegalStateException("Benchmark is wrong: seen [" + payload.seen + "] of [" + STEADY + "]");
        }
    }

    /** Connects and disconnects. */
    @Benchmark
    public void connectAndClose() {
        dispatch.close(dispatch.connect(comingAndGoing));
    }

    /** Connects, emits, so that nothing can be put off, and disconnects. */
    @Benchmark
    public void connectEmitAndClose() {
        Object connection = dispatch.connect(comingAndGoing);
        dispatch.emit(new Payload());
        dispatch.close(connection);
    }
}
