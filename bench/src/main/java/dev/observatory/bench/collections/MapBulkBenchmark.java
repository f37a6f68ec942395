package dev.observatory.bench.collections;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/** Calls that change a whole map of ten thousand entries, which is prepared before each call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapBulkBenchmark {
    private static final int SIZE = 10_000;
    private final ChangeCounter counter = new ChangeCounter();
    private final Map<Integer, Integer> entries = new HashMap<>();
    private Map<Integer, Integer> map = new HashMap<>();
    private boolean startsEmpty;

    /** The library of the map. */
    @Param({Maps.JDK, Maps.LINKED, Maps.OURS, Maps.FX})
    public String system = "";

    /** The number of observers. */
    @Param({"0", "1"})
    public int observers;

    /** Creates the map. */
    @Setup
    public void create(BenchmarkParams benchmark) {
        for (int i = 0; i < SIZE; i++) {
            entries.put(1_000 + i, i);
        }
        startsEmpty = benchmark.getBenchmark().endsWith("addAll");
        map = Maps.of(system, observers, counter);
    }

    /** Clears the map, and fills it unless filling is the measured call. */
    @Setup(Level.Invocation)
    public void prepare() {
        map.clear();
        if (!startsEmpty) {
            map.putAll(entries);
        }
        counter.changes = 0;
    }

    /** Fails if the observers were not notified. */
    @TearDown(Level.Invocation)
    public void everyChangeWasCounted() {
        counter.check(observers, 1);
    }

    /** Puts ten thousand entries. */
    @Benchmark
    public void addAll() {
        map.putAll(entries);
        ChangeCounter.check(map.size() == SIZE, map.size());
    }

    /** Removes every second entry. */
    @Benchmark
    public void removeIf() {
        map.keySet().removeIf(key -> (key & 1) == 0);
        ChangeCounter.check(map.size() == SIZE / 2, map.size());
    }

    /** Removes all entries. */
    @Benchmark
    public void clear() {
        map.clear();
        ChangeCounter.check(map.isEmpty(), map.size());
    }
}
