package dev.observatory.bench.woven;

import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One event with one observer, called by several threads, each on a separate object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ObservedThreadsBenchmark {
    private final Tagged tagged = new Tagged();
    private int argument;
    private long calls;

    /** The state that the threads share. */
    @State(Scope.Benchmark)
    public static class Observer {
        private final Subscription subscription = Events.of(Tagged.class, "f")
                .completed()
                .connect(data -> {
                    if (data.target() instanceof Tagged called) {
                        called.seen++;
                    }
                });

        @Setup
        public void isConnected() {
            if (!subscription.isOpen()) {
                throw new IllegalStateException("Benchmark is wrong: the observer is not connected");
            }
        }
    }

    @TearDown
    public void allCallsWereObserved() {
        if (tagged.seen != calls) {
            throw new IllegalStateException("Benchmark is wrong: seen [" + tagged.seen + "] of [" + calls + "]");
        }
    }

    @Benchmark
    public long clock() {
        long start = System.nanoTime();
        return System.nanoTime() - start;
    }

    @Benchmark
    public int call(Observer observer) {
        calls++;
        return tagged.f(argument++);
    }
}
