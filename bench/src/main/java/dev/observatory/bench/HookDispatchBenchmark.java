package dev.observatory.bench;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An emission to observers of distinct classes, against a loop over an array of them; and connecting and closing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HookDispatchBenchmark {
    private final EventHook<Payload> hook = new EventHook<>("dispatch");
    private final Payload payload = new Payload();
    private long expected;

    @Param({"1", "8"})
    private int observers;

    @SuppressWarnings("unchecked")
    private Consumer<Payload>[] array = new Consumer[0];

    /** What is emitted; each observer counts itself in it. */
    static final class Payload {
        private long seen;
    }

    @Setup
    @SuppressWarnings("unchecked")
    public void connect() {
        Consumer<Payload>[] distinct = new Consumer[] {
            (Consumer<Payload>) p -> p.seen += 1,
            (Consumer<Payload>) p -> p.seen = p.seen + 1,
            (Consumer<Payload>) p -> p.seen++,
            (Consumer<Payload>) p -> ++p.seen,
            (Consumer<Payload>) p -> p.seen -= -1,
            (Consumer<Payload>) p -> p.seen = 1 + p.seen,
            (Consumer<Payload>) p -> p.seen = p.seen - -1,
            (Consumer<Payload>) p -> p.seen += 2 - 1,
        };
        array = Arrays.copyOf(distinct, observers);
        for (Consumer<Payload> observer : array) {
            hook.connect(observer);
        }
        // Several hooks of several sizes, so that the loop is compiled for all of them, as in a program.
        for (int i = 0; i < 20_000; i++) {
            for (Consumer<Payload> observer : distinct) {
                observer.accept(new Payload());
            }
        }
    }

    @TearDown
    public void everybodyHeardEverything() {
        if (payload.seen != expected) {
            throw new IllegalStateException("Benchmark is wrong: seen [" + payload.seen + "] of [" + expected + "]");
        }
    }

    @Benchmark
    public void arrayLoop() {
        expected += observers;
        for (Consumer<Payload> observer : array) {
            observer.accept(payload);
        }
    }

    @Benchmark
    public void emit() {
        expected += observers;
        hook.emit(payload);
    }

    @Benchmark
    public boolean connectAndClose() {
        Subscription subscription = hook.connect(new Consumer<>() {
            @Override
            public void accept(Payload unused) {
                throw new IllegalStateException("Benchmark is wrong: emitted");
            }
        });
        subscription.close();
        return subscription.isOpen();
    }
}
