package dev.observatory.bench.dispatch;

import dev.observatory.broker.EventBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A broadcast to a topic of three levels with one subscriber each, compared with a loop over the three. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BrokerBenchmark {
    private final EventBroker league = EventBroker.of("bench.sports.league");
    private final List<EventBroker> levels = new ArrayList<>();
    private final Object message = new Object();
    private long broadcasts;
    private long receivedByLeague;
    private long receivedBySports;
    private long receivedByRoot;

    @SuppressWarnings("unchecked")
    private final Consumer<Object>[] subscribers = new Consumer[] {
        (Consumer<Object>) received -> receivedByLeague++,
        (Consumer<Object>) received -> receivedBySports++,
        (Consumer<Object>) received -> receivedByRoot++,
    };

    @Setup
    public void subscribe() {
        levels.add(league);
        levels.add(EventBroker.of("bench.sports"));
        levels.add(EventBroker.of("bench"));
        for (int level = 0; level < subscribers.length; level++) {
            levels.get(level).subscribe(subscribers[level]);
        }
    }

    @TearDown
    public void everyLevelReceivedEverything() {
        if (receivedByLeague != broadcasts || receivedBySports != broadcasts || receivedByRoot != broadcasts) {
            throw new IllegalStateException("Benchmark is wrong: received [" + receivedByLeague + ", "
                    + receivedBySports + ", " + receivedByRoot + "] of [" + broadcasts + "]");
        }
    }

    @Benchmark
    public void arrayLoop() {
        broadcasts++;
        for (Consumer<Object> subscriber : subscribers) {
            subscriber.accept(message);
        }
    }

    @Benchmark
    public void broadcast() {
        broadcasts++;
        league.broadcast(message);
    }
}
