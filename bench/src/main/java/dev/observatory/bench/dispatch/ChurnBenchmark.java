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

/** Emissions to eight steady observers while another thread connects a ninth and disconnects it, over and over. */
@State(Scope.Group)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChurnBenchmark {
    private static final int STEADY = 8;
    private final Payload payload = new Payload();
    private long emissions;
    private Dispatch dispatch = new ArrayDispatch();
    private Object comingAndGoing = "";

    /** Which system; a property of JavaFX is for one thread only. */
    @Param({Dispatch.OURS, Dispatch.REACTOR, Dispatch.BEAN, Dispatch.GREENROBOT, Dispatch.MBASSADOR, Dispatch.GUAVA})
    public String system = "";

    /** Connects the steady observers. */
    @Setup
    public void connect() {
        dispatch = Dispatch.of(system);
        dispatch.connect(STEADY, true);
        comingAndGoing = Copies.ofOneClass(dispatch.observerType(), 1).get(0);
    }

    /** Fails unless the steady observers heard each emission, and the other one at most each. */
    @TearDown
    public void everybodyHeardEverything() {
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
    public void comeAndGo() {
        dispatch.close(dispatch.connect(comingAndGoing));
    }
}
