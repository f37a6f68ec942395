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

/** A broadcast to a topic of three levels with one subscriber each, against a loop over these three. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BrokerBenchmark {
    private final EventBroker league = EventBroker.of("bench.sports.league");
    private final List<EventBroker> levels = new ArrayList<>();
    private final Object message = new Object();
    private long broadcasts;
    private long heardByLeague;
    private long heardBySports;
    private long heardByRoot;

    @SuppressWarnings("unchecked")
    private final Consumer<Object>[] subscribers = new Consumer[] {
        (Consumer<Object>) heard -> heardByLeague++,
        (Consumer<Object>) heard -> heardBySports++,
        (Consumer<Object>) heard -> heardByRoot++,
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
    public void everyLevelHeardEverything() {
        if (heardByLeague != broadcasts || heardBySports != broadcasts || heardByRoot != broadcasts) {
            throw new IllegalStateException("Benchmark is wrong: heard [" + heardByLeague + ", " + heardBySports + ", "
                    + heardByRoot + "] of [" + broadcasts + "]");
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
