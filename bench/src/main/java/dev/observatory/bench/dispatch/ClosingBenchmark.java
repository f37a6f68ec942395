package dev.observatory.bench.dispatch;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Closing all observers of one hook, in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClosingBenchmark {
    private EventHook<Payload> hook = new EventHook<>();
    private Subscription[] subscriptions = {};

    /** The number of observers. */
    @Param({"1000", "10000", "100000"})
    public int observers;

    /** Connects them. */
    @Setup(Level.Invocation)
    @SuppressWarnings("unchecked")
    public void connect() {
        hook = new EventHook<>("closing");
        subscriptions = ObserverFactory.ofOneClass(CountingConsumer.class, observers).stream()
                .map(observer -> hook.connect((Consumer<Payload>) observer))
                .toArray(Subscription[]::new);
        Collections.shuffle(Arrays.asList(subscriptions), new Random(1));
    }

    /** Fails if an observer is still connected. */
    @TearDown(Level.Invocation)
    public void allObserversAreClosed() {
        if (hook.isObserved() || !hook.observers().isEmpty()) {
            throw new IllegalStateException(
                    "Benchmark is wrong: [" + hook.observers().size() + "] observers left");
        }
    }

    /** Closes all. */
    @Benchmark
    public void closeAll() {
        for (Subscription subscription : subscriptions) {
            subscription.close();
        }
    }
}
