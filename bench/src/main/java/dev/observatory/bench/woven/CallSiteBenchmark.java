package dev.observatory.bench.woven;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Possible checks for observers at the entry of a woven method, all without observers, in a dependent loop that inlines them.
 *
 * <p>Java equivalents of the bytecode: a flag held by a constant, a map look-up by the method's name, a method handle whose
 * site can be relinked. The design note on call sites is based on these measurements.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallSiteBenchmark {
    private static final int LOOP = 1_000;
    private static final Flag FLAG = new Flag();
    private static final Map<String, Runnable> LISTENERS = new ConcurrentHashMap<>();
    private static final MethodHandle NULL_TOKEN = MethodHandles.dropArguments(
            MethodHandles.constant(Object.class, null), 0, CallSiteBenchmark.class, int.class);
    private static final MethodHandle MUTABLE_SITE = new MutableCallSite(NULL_TOKEN).dynamicInvoker();
    private static final MethodHandle SWITCH_POINT = new SwitchPoint().guardWithTest(NULL_TOKEN, NULL_TOKEN);
    private static final MethodHandle MUTABLE_EXIT = new MutableCallSite(
                    MethodHandles.empty(MethodType.methodType(void.class, int.class, Object.class)))
            .dynamicInvoker();

    private int x = 7;
    private int start = 3;

    private static final class Flag {
        private boolean plain;
        private volatile boolean fenced;
    }

    private static int exit(int result, Object token) {
        return token == null ? result : observed(result);
    }

    private static int observed(int result) {
        throw new IllegalStateException("Benchmark is wrong: no observer is connected, result [" + result + "]");
    }

    private int body(int a) {
        return a * 31 + x;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int plain() {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            value = body(value);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int plainFlag() {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            Object token = FLAG.plain ? this : null;
            value = exit(body(value), token);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int volatileFlag() {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            Object token = FLAG.fenced ? this : null;
            value = exit(body(value), token);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int mapLookup() {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            Object token = LISTENERS.get("CallSiteBenchmark.body(I)I");
            value = exit(body(value), token);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int switchPoint() throws Throwable {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            Object token = (Object) SWITCH_POINT.invokeExact(this, value);
            value = exit(body(value), token);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int oneMutableSite() throws Throwable {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            Object token = (Object) MUTABLE_SITE.invokeExact(this, value);
            value = exit(body(value), token);
        }
        return value;
    }

    @Benchmark
    @OperationsPerInvocation(LOOP)
    public int mutableSiteAtEntryAndExit() throws Throwable {
        int value = start;
        for (int i = 0; i < LOOP; i++) {
            Object token = (Object) MUTABLE_SITE.invokeExact(this, value);
            value = body(value);
            MUTABLE_EXIT.invokeExact(value, token);
        }
        return value;
    }
}
