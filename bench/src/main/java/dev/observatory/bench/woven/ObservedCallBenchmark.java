package dev.observatory.bench.woven;

import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
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

/** The same method and field write while observers are connected. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ObservedCallBenchmark {
    private final Tagged tagged = new Tagged();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private int argument;
    private long calls;
    private long seen;

    /**
     * The observers: {@code completed}: one; {@code all}: three that read arguments, result and duration; {@code object}: one
     * of this object's calls; {@code global}: one of all events.
     */
    @Param({"completed", "all", "object", "global"})
    private String observers = "";

    @Setup
    public void connect() {
        EventPoint event = Events.of(Tagged.class, "f");
        switch (observers) {
            case "completed" -> subscriptions.add(event.completed().connect(data -> seen++));
            case "object" -> subscriptions.add(event.bind(tagged).completed().connect(data -> seen++));
            case "global" -> subscriptions.add(Events.any(EventStatus.COMPLETED).connect(data -> seen++));
            default -> {
                subscriptions.add(
                        event.aboutToRun().connect(data -> seen += data.args().size()));
                subscriptions.add(event.completed().connect(data -> seen += data.result() == null ? 9 : 0));
                subscriptions.add(
                        event.exited().connect(data -> seen += data.duration().isNegative() ? 9 : 0));
            }
        }
        subscriptions.add(
                Attributes.<Integer>of(Tagged.class, "written").assigned().connect(change -> seen++));
    }

    @TearDown
    public void sawEverything() {
        subscriptions.forEach(Subscription::close);
        if (seen != calls) {
            throw new IllegalStateException("Benchmark is wrong: seen [" + seen + "] of [" + calls + "]");
        }
    }

    @Benchmark
    public long clock() {
        long start = System.nanoTime();
        return System.nanoTime() - start;
    }

    @Benchmark
    public int observedCall() {
        calls++;
        return tagged.f(argument++);
    }

    @Benchmark
    public void observedWrite() {
        calls++;
        tagged.write(argument++);
    }
}
