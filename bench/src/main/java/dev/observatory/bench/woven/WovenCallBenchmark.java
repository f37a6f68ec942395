package dev.observatory.bench.woven;

import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A small method and a field write: plain, and woven without observers. Both run in a JVM with the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WovenCallBenchmark {
    private static final int LOOP = 1_000;

    private final Plain plain = new Plain();
    private final Tagged tagged = new Tagged();
    private int argument;

    /** Verifies the cost after all observers have disconnected. */
    @State(Scope.Thread)
    public static class Forgotten {
        private final Tagged tagged = new Tagged();

        @Setup
        public void connectAndDisconnect() {
            EventPoint event = Events.of(Tagged.class, "f");
            for (int round = 0; round < 3; round++) {
                int[] seen = new int[1];
                try (var subscription = event.completed().connect(data -> seen[0]++)) {
                    for (int i = 0; i < 20_000; i++) {
                        tagged.f(i);
                    }
                }
                check(seen[0] == 20_000, "observed calls", seen[0]);
            }
        }
    }

    @Setup
    public void isWoven() {
        check(Events.of(Tagged.class, "f").isWoven(), "woven", false);
        check(Attributes.of(Tagged.class, "written").isWoven(), "woven", false);
    }

    @TearDown
    public void computedTheSame() {
        check(plain.f(5) == 162 && tagged.f(5) == 162, "result", tagged.f(5));
    }

    @Benchmark
    public int plainCall() {
        return plain.f(argument++);
    }

    @Benchmark
    public int wovenIdleCall() {
        return tagged.f(argument++);
    }

    @Benchmark
    public int wovenForgottenCall(Forgotten forgotten) {
        return forgotten.tagged.f(argument++);
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int plainLoop() {
        int value = argument;
        for (int i = 0; i < LOOP; i++) {
            value = plain.f(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int wovenIdleLoop() {
        int value = argument;
        for (int i = 0; i < LOOP; i++) {
            value = tagged.f(value);
        }
        return value;
    }

    @Benchmark
    public void plainWrite() {
        plain.write(argument++);
    }

    @Benchmark
    public void wovenIdleWrite() {
        tagged.write(argument++);
    }

    private static void check(boolean condition, String what, Object found) {
        if (!condition) {
            throw new IllegalStateException("Benchmark is wrong: " + what + " [" + found + "]");
        }
    }
}
