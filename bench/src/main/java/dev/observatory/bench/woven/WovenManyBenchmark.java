package dev.observatory.bench.woven;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Many woven methods in one loop, and methods close to HotSpot's inlining limits of 35 and 325 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WovenManyBenchmark {
    private static final int MANY = 1_000;
    private static final int LOOP = 1_000;

    private int argument;

    /** Instances of a thousand plain classes. */
    @State(Scope.Thread)
    public static class PlainOnes {
        private IntUnaryOperator[] methods = {};

        @Setup
        public void make() throws Exception {
            methods = SizedMethods.operators(MANY, 30, false);
        }
    }

    /** Instances of a thousand woven classes. */
    @State(Scope.Thread)
    public static class WovenOnes {
        private IntUnaryOperator[] methods = {};

        @Setup
        public void make() throws Exception {
            methods = SizedMethods.operators(MANY, 30, true);
        }
    }

    private static final class Plain30 {
        static final MethodHandle METHOD = make(30, false);
    }

    private static final class Woven30 {
        static final MethodHandle METHOD = make(30, true);
    }

    private static final class Plain300 {
        static final MethodHandle METHOD = make(300, false);
    }

    private static final class Woven300 {
        static final MethodHandle METHOD = make(300, true);
    }

    private static final class Plain320 {
        static final MethodHandle METHOD = make(320, false);
    }

    private static final class Woven320 {
        static final MethodHandle METHOD = make(320, true);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public int plainMany(PlainOnes plain) {
        return callAll(plain.methods);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public int wovenMany(WovenOnes woven) {
        return callAll(woven.methods);
    }

    private int callAll(IntUnaryOperator[] methods) {
        int value = argument++;
        for (IntUnaryOperator method : methods) {
            value = method.applyAsInt(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int plain30() throws Throwable {
        int value = argument++;
        for (int i = 0; i < LOOP; i++) {
            value = (int) Plain30.METHOD.invokeExact(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int woven30() throws Throwable {
        int value = argument++;
        for (int i = 0; i < LOOP; i++) {
            value = (int) Woven30.METHOD.invokeExact(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int plain300() throws Throwable {
        int value = argument++;
        for (int i = 0; i < LOOP; i++) {
            value = (int) Plain300.METHOD.invokeExact(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int woven300() throws Throwable {
        int value = argument++;
        for (int i = 0; i < LOOP; i++) {
            value = (int) Woven300.METHOD.invokeExact(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int plain320() throws Throwable {
        int value = argument++;
        for (int i = 0; i < LOOP; i++) {
            value = (int) Plain320.METHOD.invokeExact(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int woven320() throws Throwable {
        int value = argument++;
        for (int i = 0; i < LOOP; i++) {
            value = (int) Woven320.METHOD.invokeExact(value);
        }
        return value;
    }

    private static MethodHandle make(int bytes, boolean tagged) {
        try {
            return SizedMethods.ofStatic(bytes, tagged);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
